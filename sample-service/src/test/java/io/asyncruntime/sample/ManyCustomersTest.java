package io.asyncruntime.sample;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManyCustomersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"multi-thread,1", "multi-thread,2", "current-thread,3"})
  void noSeatIsSoldTwiceAndNoPaymentIsLost(String flavor, long seed) {
    ManyCustomers.play(RunningService.plus(RunningService.inFolder(folder), "async-runtime.flavor=" + flavor), seed);
  }
}
