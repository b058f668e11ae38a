package io.asyncruntime.sample.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

  @Test
  void canBeReadBack() throws Exception {
    String text = "box-office:0f1e;event=1;seats=1,2,3";
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(QrCode.png(text)));
    int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    assertThat(new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText()).isEqualTo(text);
  }

  @Test
  void saysSoWhenTheTextIsTooLong() {
    assertThatThrownBy(() -> QrCode.png("x".repeat(10_000))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000");
  }
}
