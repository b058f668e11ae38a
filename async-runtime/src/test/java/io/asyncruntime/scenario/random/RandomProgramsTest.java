package io.asyncruntime.scenario.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random programs end, and their books balance.
 *
 * <pre>
 *   -Drandom.minutes=60   how long; else half a minute, with -Dstress=long two hours
 *   -Drandom.seed=42      this program only, which the seed of a failure gives again; its threads run as they like, so
 *   -Drandom.repeat=100   runs it several times
 * </pre>
 */
class RandomProgramsTest {
  private static final System.Logger LOG = System.getLogger("random-programs");
  private static final int MOST_FAILURES = 3;
  private static final int SHORT_SECONDS = 30;

  /** Held, because logging forgets the level of a logger that nobody holds. */
  private final Logger ofTheRuntime = Logger.getLogger("io.asyncruntime");

  private final Figures figures = new Figures();
  private final List<Throwable> failures = new ArrayList<>();

  private final Logger ofLoops = Logger.getLogger("io.asyncruntime.runtime");

  /** Hooks that throw are logged, by the thousand. What throws a loop of the runtime out is not one of them. */
  @BeforeEach
  void silenceTheRuntime() {
    ofTheRuntime.setLevel(Level.OFF);
    ofLoops.setLevel(Level.SEVERE);
    ofLoops.setFilter(record -> record.getMessage().contains("was thrown out"));
  }

  @AfterEach
  void letTheRuntimeSpeak() {
    ofTheRuntime.setLevel(null);
    ofLoops.setLevel(null);
    ofLoops.setFilter(null);
  }

  @Test
  void randomProgramsEndAndTheirBooksBalance() {
    Long only = Long.getLong("random.seed");
    if (only != null) {
      int repeat = Integer.getInteger("random.repeat", 1);
      for (int i = 0; i < repeat && failures.isEmpty(); i++) {
        run(only);
      }
    } else {
      runMany(System.nanoTime());
    }
    LOG.log(System.Logger.Level.INFO, "random programs, {0} failed:{1}", failures.size(), figures);
    failures.forEach(failure -> LOG.log(System.Logger.Level.ERROR, failure.getMessage(), failure));
    assertThat(failures).isEmpty();
  }

  private void runMany(long first) {
    Integer minutes = Integer.getInteger("random.minutes", isLong() ? Integer.valueOf(120) : null);
    long nanos = minutes == null ? TimeUnit.SECONDS.toNanos(SHORT_SECONDS) : TimeUnit.MINUTES.toNanos(minutes);
    LOG.log(System.Logger.Level.INFO, "random programs begin with seed {0}", Long.toString(first));
    SplittableRandom seeds = new SplittableRandom(first);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos && failures.size() < MOST_FAILURES) {
      run(seeds.nextLong());
    }
  }

  private static boolean isLong() { return "long".equals(System.getProperty("stress")); }

  private void run(long seed) {
    Program program = Generator.program(seed);
    try {
      ProgramRun run = new ProgramRun(program);
      new HangWatch(run).watch();
      figures.add(run.world);
    } catch (Throwable failure) {
      failures.add(new AssertionError("-Drandom.seed=" + seed + " of the program\n" + program, failure));
    }
  }
}
