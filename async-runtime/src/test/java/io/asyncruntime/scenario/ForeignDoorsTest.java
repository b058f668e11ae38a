package io.asyncruntime.scenario;

import static io.asyncruntime.Async.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.metrics.ShutdownReport;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown behind a door: workers, watchdog and pool live, handles complete, the next task runs. */
@Timeout(120)
class ForeignDoorsTest {
  private static final AtomicInteger RUNTIMES = new AtomicInteger();

  private final Logger logger = Logger.getLogger("io.asyncruntime");
  private final String prefix = "door-" + RUNTIMES.incrementAndGet() + "-";
  private final AtomicInteger openings = new AtomicInteger();
  private Handler handler = throwing(() -> {
  });

  static Stream<Arguments> cases() {
    return Stream.of(ForeignDoor.values()).flatMap(door -> Stream.of(Thrown.values()).flatMap(thrown -> Stream.of(
        Flavor.values()).filter(door::isOn).flatMap(
            flavor -> Stream.of(false, true)
                .map(deaf -> Arguments.of(door, thrown, flavor, deaf)))));
  }

  @BeforeEach
  void keepTheLogShort() {
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void freeTheLog() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  /** {@code deaf}: the handler of the log throws as well. */
  @ParameterizedTest(name = "{0} {1} {2} deaf={3}")
  @MethodSource("cases")
  void nobodyDiesOfIt(ForeignDoor door, Thrown thrown, Flavor flavor, boolean deaf) {
    try {
      open(door, thrown, flavor, deaf);
    } catch (VirtualMachineError escaped) { // JUnit would end with it
      throw new AssertionError("it came out of the runtime", escaped);
    }
  }

  private void open(ForeignDoor door, Thrown thrown, Flavor flavor, boolean deaf) {
    handler = throwing(deaf ? thrown::now : () -> {
    });
    logger.addHandler(handler);
    Runnable behind = () -> {
      openings.incrementAndGet();
      thrown.now();
    };
    AsyncRuntime runtime = door.build(flavor.builder().threadNamePrefix(prefix), behind).build();
    door.open(runtime, behind, () -> openings.get() > 0);
    assertThat(runtime.blockOn(runtime.spawn("next", Future.ready(1)))).isEqualTo(1);
    assertThat(runtime.blockOn(runtime.spawnBlocking("next", () -> 2))).isEqualTo(2);
    assertThat(threads()).containsAll(ours(flavor));
    Latches.until("all ended", () -> {
      runtime.blockOn(yieldNow());
      return runtime.metrics().numAliveTasks() == 0;
    });
    assertThat(runtime.metrics().loopFailureCount()).isZero();
    ShutdownReport report = runtime.shutdown(Duration.ofSeconds(40));
    assertThat(report.clean()).isTrue();
    assertThat(openings).hasPositiveValue();
  }

  private List<String> ours(Flavor flavor) {
    return flavor == Flavor.MULTI ? List.of(prefix + "0", prefix + "1", prefix + "rescue") : List.of();
  }

  private List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix))
        .toList();
  }

  private static Handler throwing(Runnable code) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
          code.run();
        }
      }

      @Override
      public void flush() {
      }

      @Override
      public void close() {
      }
    };
  }
}
