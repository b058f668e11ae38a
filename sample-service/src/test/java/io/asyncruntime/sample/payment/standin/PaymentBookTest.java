package io.asyncruntime.sample.payment.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentBookTest {
  @TempDir private Path folder;

  @Test
  void theFirstWordOnAKeyStands() throws IOException {
    try (PaymentBook book = PaymentBook.open(null)) {
      assertThat(book.settle("a", PaymentStatus.PAID)).isEqualTo(PaymentStatus.PAID);
      assertThat(book.settle("a", PaymentStatus.VOIDED)).isEqualTo(PaymentStatus.PAID);
      assertThat(book.settle("b", PaymentStatus.VOIDED)).isEqualTo(PaymentStatus.VOIDED);
      assertThat(book.settle("b", PaymentStatus.PAID)).isEqualTo(PaymentStatus.VOIDED);
      assertThat(book.statusOf("c")).isNull();
    }
  }

  @Test
  void rememberedInItsFile() throws IOException {
    Path file = folder.resolve("new/payments.log");
    try (PaymentBook book = PaymentBook.open(file)) {
      book.settle("a", PaymentStatus.PAID);
    }
    try (PaymentBook book = PaymentBook.open(file)) {
      assertThat(book.statusOf("a")).isEqualTo(PaymentStatus.PAID);
      book.settle("b", PaymentStatus.DECLINED);
    }
    assertThat(Files.readAllLines(file)).containsExactly("PAID a", "DECLINED b");
  }

  @Test
  void aLineCutOffByACrashIsDropped() throws IOException {
    Path file = folder.resolve("payments.log");
    Files.writeString(file, "PAID a\nVOID", StandardOpenOption.CREATE);
    try (PaymentBook book = PaymentBook.open(file)) {
      book.settle("b", PaymentStatus.PAID);
    }
    assertThat(Files.readAllLines(file)).containsExactly("PAID a", "PAID b");
  }
}
