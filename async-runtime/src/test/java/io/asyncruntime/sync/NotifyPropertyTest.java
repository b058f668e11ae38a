package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sync.Notify.Notified;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random steps against a line of waiters and a flag for the permit, written down as plainly as possible. */
class NotifyPropertyTest {
  private static final int STEPS = 20_000;

  private enum Told {
    NOT, BY_OLDEST, BY_NEWEST, BY_ALL
  }

  /** One wait, in both worlds. */
  private static final class Waiting {
    private final Notified future;
    private Told told = Told.NOT;
    private boolean inLine;

    Waiting(Notified future) {
      this.future = future;
    }
  }

  private final Notify notify = new Notify();
  private final List<Waiting> all = new ArrayList<>();
  private final List<Waiting> line = new ArrayList<>();
  private boolean permit;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 20261123})
  void itIsTheSimpleNotify(long seed) throws Exception {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(8)) {
        case 0, 1 -> create();
        case 2, 3 -> poll(random);
        case 4 -> drop(random);
        case 5 -> {
          notify.notifyOne();
          tell(Told.BY_OLDEST);
        }
        case 6 -> {
          notify.notifyLast();
          tell(Told.BY_NEWEST);
        }
        default -> tellAll(random);
      }
      assertThat(notify)
          .hasToString("Notify[" + (permit ? "permit stored, " : "no permit, ") + line.size() + " waiting]");
    }
  }

  private void create() {
    if (all.size() < 10) {
      all.add(new Waiting(notify.notified()));
    }
  }

  private void poll(Random random) {
    if (all.isEmpty()) { return; }
    Waiting any = all.get(random.nextInt(all.size()));
    boolean expected = any.told != Told.NOT || !any.inLine && permit;
    boolean takesPermit = any.told == Told.NOT && expected;
    boolean ready = random.nextBoolean() ? any.future.enable() : any.future.poll(new RecordingWaker()).isReady();
    assertThat(ready).isEqualTo(expected);
    if (takesPermit) {
      permit = false;
    }
    if (expected) {
      all.remove(any);
    } else if (!any.inLine) {
      any.inLine = true;
      line.add(any);
    }
  }

  private void drop(Random random) {
    if (all.isEmpty()) { return; }
    Waiting any = all.remove(random.nextInt(all.size()));
    any.future.drop();
    line.remove(any);
    if (any.told == Told.BY_OLDEST || any.told == Told.BY_NEWEST) {
      tell(any.told);
    }
  }

  private void tell(Told how) {
    if (line.isEmpty()) {
      permit = true;
    } else {
      line.remove(how == Told.BY_OLDEST ? 0 : line.size() - 1).told = how;
    }
  }

  private void tellAll(Random random) {
    if (random.nextInt(4) != 0) { return; }
    notify.notifyWaiters();
    line.clear();
    for (Waiting any : all) {
      if (any.told == Told.NOT) {
        any.told = Told.BY_ALL;
      }
    }
  }
}
