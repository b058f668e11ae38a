package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.load.LoadRun;
import io.asyncruntime.sample.load.Phase;
import io.asyncruntime.sample.load.Reply;
import io.asyncruntime.sample.load.Sample;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three times the load that the packed service can serve, from the load program, with a heap of 256 MB, a provider that fails
 * and customers who leave. Each build plays half a minute of it and looks at what is true on any machine, however busy;
 * {@code -Dstress=long} plays minutes and looks at the times too: for that, leave the machine alone.
 */
@Tag("packaged")
@Timeout(900)
class OverloadIT {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));

  private static final int JAVA = Runtime.version().feature();

  @TempDir private Path folder;

  /** Short, it is played on the JDK with the fast engine only: a build has half an hour for both. */
  static boolean isItsTurn() {
    return LONG || JAVA >= 21;
  }

  @Test
  @EnabledIf("isItsTurn")
  void whatIsTooMuchIsRefusedAndWhatIsTakenIsServed() throws Exception {
    try (LoadedService service = LoadedService.start(folder, Overload.DAY, Overload.LEAVING)) {
      double capacity = Overload.play(service.run(), LONG ? Overload.LONG : Overload.SHORT);
      service.report("overload-" + JAVA,
          "The box office at three times the load it can serve: Java " + JAVA + ", 256 MB");
      isWell(service, service.run());
      if (LONG) keepsItsHead(service.run(), capacity);
      service.audit();
    }
  }

  /** What holds on any machine. */
  private static void isWell(LoadedService service, LoadRun run) {
    assertThat(service.isAlive()).as("it lives").isTrue();
    assertThat(run.replies().stream().filter(Reply::isFault)).as("faults").isEmpty();
    assertThat(run.phase("3x").goodput()).as("served under three times the load").isPositive();
    assertThat(run.phase("after").count(Reply::isGood)).as("served afterwards").isPositive();
    BoxOffice.until("no task is left but the one that looks for left-overs", () -> run.tasks() <= 1);
  }

  /** What an operator wants to see, on a machine that does nothing else. */
  private static void keepsItsHead(LoadRun run, double capacity) {
    Phase usual = run.phase("0.8x");
    Phase overload = run.phase("3x");
    Phase after = run.phase("after");
    double best = Stream.of(capacity, usual.goodput(), overload.goodput()).max(Double::compare).orElseThrow();
    double usualP99 = usual.millis(0.99, Reply::isGood);
    SoftAssertions.assertSoftly(softly -> {
      softly.assertThat(overload.goodput()).as("goodput").isGreaterThanOrEqualTo(0.9 * best);
      softly.assertThat(overload.millis(0.99, Reply::isGood)).as("p99 of what is taken")
          .isLessThanOrEqualTo(3 * usualP99);
      softly.assertThat(overload.millis(0.99, Reply::isRefusal)).as("p99 of refusals").isLessThan(100);
      softly.assertThat(overload.count(Reply::isSilence)).as("without an answer").isZero();
      softly.assertThat(overload.slowestActuator()).as("Actuator").isLessThan(1000);
      softly.assertThat(after.count(reply -> !reply.isGood() && !reply.left())).as("not served afterwards").isZero();
      softly.assertThat(after.millis(0.99, Reply::isGood)).as("p99 afterwards").isLessThanOrEqualTo(3 * usualP99);
      isFlat(softly, overload);
    });
  }

  /** The heap without its garbage, and the threads: no more at the end than when it was in full swing. */
  static void isFlat(SoftAssertions softly, Phase phase) {
    Phase first = phase.after(0.2).before(0.5);
    Phase last = phase.after(0.6);
    softly.assertThat(last.lowest(Sample::heapMegabytes)).as("heap in MB without garbage")
        .isLessThan(1.25 * first.lowest(Sample::heapMegabytes) + 10);
    softly.assertThat(last.highest(Sample::threads)).as("threads")
        .isLessThanOrEqualTo(1.25 * first.highest(Sample::threads) + 10);
  }
}
