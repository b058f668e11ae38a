package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.load.LoadRun;
import io.asyncruntime.sample.load.Reply;
import io.asyncruntime.sample.payment.standin.StandInSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour of most of what the packed service can do, on a day on which much goes wrong: nothing may pile up. {@code -Dsoak.minutes}
 * makes it shorter. What a short time shows of it, {@link OverloadIT} checks in each build.
 */
@Tag("packaged")
@Timeout(7200)
@EnabledIfSystemProperty(named = "stress", matches = "long")
class SoakIT {
  private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
  private static final int CROWD = 32;

  /** One in seven calls of the provider fails, one in fifty is not answered, one payment in twenty is declined. */
  private static final StandInSettings BAD_DAY =
      new StandInSettings(Duration.ofMillis(20), 0.15, 0.02, 0.05, Duration.ofSeconds(30), 31L);

  private static final double LEAVING = 0.05;

  @TempDir private Path folder;

  @Test
  void nothingPilesUp() throws Exception {
    try (LoadedService service = LoadedService.start(folder, BAD_DAY, LEAVING)) {
      LoadRun run = service.run();
      run.closed("warm-up", CROWD, Duration.ofSeconds(20));
      double capacity = run.closed("capacity", CROWD, Duration.ofSeconds(10));
      run.open("soak", 0.6 * capacity, Duration.ofMinutes(MINUTES));
      run.awaitAnswers();
      service.report("soak-" + Runtime.version().feature(),
          MINUTES + " minutes with faults: Java " + Runtime.version().feature() + ", 256 MB");
      assertThat(service.isAlive()).as("it lives").isTrue();
      BoxOffice.until("no task is left but the one that looks for left-overs", () -> run.tasks() <= 1);
      assertThat(run.replies().stream().filter(Reply::isFault)).as("faults").isEmpty();
      SoftAssertions.assertSoftly(softly -> OverloadIT.isFlat(softly, run.phase("soak")));
      service.audit();
    }
  }
}
