package io.asyncruntime.sample.payment.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first word on each key, for ever. With a file, each word is a line that is handed to the operating system before
 * anybody hears of it, so a killed process forgets nothing. Any thread; short sections under the book's own monitor.
 */
final class PaymentBook implements AutoCloseable {
  private final Map<String, PaymentStatus> words = new HashMap<>(); // guarded by this
  private final @Nullable FileChannel file;

  private PaymentBook(@Nullable FileChannel file) {
    this.file = file;
  }

  /** Opens the book with what the file holds; a last line that was cut off by a crash was never heard of and is dropped. */
  static PaymentBook open(@Nullable Path path) throws IOException {
    if (path == null) return new PaymentBook(null);
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) Files.createDirectories(folder);
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    PaymentBook book = new PaymentBook(file);
    String text = Files.readString(path);
    int end = text.lastIndexOf('\n') + 1;
    text.substring(0, end).lines().forEach(book::remember);
    file.truncate(end).position(end);
    return book;
  }

  private synchronized void remember(String line) {
    int space = line.indexOf(' ');
    words.put(line.substring(space + 1), PaymentStatus.valueOf(line.substring(0, space)));
  }

  /** The status of the key, which is {@code wanted} unless there was an earlier one. */
  synchronized PaymentStatus settle(String key, PaymentStatus wanted) {
    PaymentStatus earlier = words.get(key);
    if (earlier != null) return earlier;
    if (file != null) append(file, wanted + " " + key + "\n");
    words.put(key, wanted);
    return wanted;
  }

  /** The status of the key, or null when it was never seen. */
  synchronized @Nullable PaymentStatus statusOf(String key) {
    return words.get(key);
  }

  private static void append(FileChannel file, String line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) file.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The payment stand-in could not write its file", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      if (file != null) file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The payment stand-in could not close its file", e);
    }
  }
}
