package io.asyncruntime.sample.ticket;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws a text as a QR code. Takes some milliseconds of computing; any thread may. */
final class QrCode {
  private static final int PIXELS = 320;
  private static final int BLACK = 0x000000;
  private static final int WHITE = 0xFFFFFF;

  private QrCode() {}

  /** The code as a PNG file. */
  static byte[] png(String text) {
    try {
      BitMatrix code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, PIXELS, PIXELS);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image(code), "png", out);
      return out.toByteArray();
    } catch (WriterException e) {
      throw new IllegalArgumentException("A text of " + text.length() + " characters fits no QR code", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage image(BitMatrix code) {
    BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < PIXELS; x++) {
      for (int y = 0; y < PIXELS; y++) {
        image.setRGB(x, y, code.get(x, y) ? BLACK : WHITE);
      }
    }
    return image;
  }
}
