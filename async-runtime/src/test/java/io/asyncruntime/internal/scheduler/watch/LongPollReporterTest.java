package io.asyncruntime.internal.scheduler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongPollReporterTest {
  @Test
  void theTaskIsNotBlamedForTheStartOfAThreadOfOurs() {
    assertThat(LongPollReporter.advice(List.of("java.base/java.lang.Thread.start0(Native Method)",
        "io.asyncruntime.internal.coroutine.PlatformBlockThreads.start(PlatformBlockThreads.java:64)")))
        .contains("the task has no part in that").doesNotContain("spawnBlocking");
  }

  @Test
  void itIsToldWhereBlockingWorkBelongs() {
    assertThat(LongPollReporter.advice(List.of("com.example.Shop.price(Shop.java:7)"))).contains("spawnBlocking");
  }
}
