package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.TimerHandle;
import io.asyncruntime.testkit.ModelCheck;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The owner of a timer polls with changing wakers and cancels it, while somebody fires. A timer that fires wakes
 * the waker of the latest poll, or that poll says that it is ready: a waker that is neither woken nor told is found here.
 */
class TimerLincheckTest {
  @Test
  void theLatestWakerIsWokenOrThePollIsReady() {
    ModelCheck.passes(SoundState.class);
  }

  @Test
  void aWakerThatIsReplacedWithoutACasIsFoundOut() {
    ModelCheck.findsTheFaultIn(CarelessState.class);
  }

  @Test
  void theSameHoldsThroughTheDriver() {
    ModelCheck.options().iterations(4).check(Driver.class); // each run is long: the wheel is part of it
  }

  /** Says its number when it is woken. */
  private static final class Numbered implements Waker {
    private final int number;
    private final List<Integer> woken;

    Numbered(int number, List<Integer> woken) {
      this.number = number;
      this.woken = woken;
    }

    @Override
    public void wake() {
      woken.add(number);
    }
  }

  /** A {@link TimerState} under the protocol of the driver, with a wheel that holds one timer. */
  public abstract static class OneTimer {
    private final SpinLock lock = new SpinLock();
    private final TimerState timer;
    private boolean registered; // guarded by lock

    OneTimer(TimerState timer) {
      this.timer = timer;
    }

    @Operation(nonParallelGroup = "owner")
    public TimerState.Registration poll(@Param(gen = IntGen.class, conf = "1:9") int number) {
      Waker waker = new Numbered(number, List.of());
      TimerState.Registration found = timer.renew(waker);
      if (found == TimerState.Registration.NONE) {
        register(waker);
      }
      return found;
    }

    @Operation(nonParallelGroup = "owner")
    public void cancel() {
      lock.lock();
      if (registered) {
        timer.disarm();
      }
      registered = false;
      lock.unlock();
    }

    /** The number of the waker to wake; -1 when nothing was registered. */
    @Operation(nonParallelGroup = "driver")
    public int fire() {
      lock.lock();
      int number = registered ? ((Numbered) timer.fire()).number : -1;
      registered = false;
      lock.unlock();
      return number;
    }

    private void register(Waker waker) {
      lock.lock();
      timer.arm(waker);
      registered = true;
      lock.unlock();
    }
  }

  private static final class Timer extends TimerState {
  }

  /** The seeded fault: the new waker overwrites FIRED. */
  private static final class CarelessTimer extends TimerState {
    @Override
    boolean replaceWaker(Object seen, Waker waker) {
      arm(waker);
      return true;
    }
  }

  /** The state as it is. */
  public static class SoundState extends OneTimer {
    public SoundState() {
      super(new Timer());
    }
  }

  /** The state with the fault. */
  public static class CarelessState extends OneTimer {
    public CarelessState() {
      super(new CarelessTimer());
    }
  }

  /**
   * The driver itself, with a clock that never moves: only fire() says what time it is. The timer has one deadline, and so
   * fires once, because a timer put in again while fire() is at work would be fired by the same call.
   */
  public static class Driver {
    private static final long DEADLINE = 5_000_000;

    private final TimerDriver driver = new TimerDriver(new StandingClock(), () -> {
    });
    private final TimerHandle timer = driver.newTimer();
    private final List<Integer> woken = new ArrayList<>(); // in fire() only

    @Operation(nonParallelGroup = "owner")
    public boolean poll(@Param(gen = IntGen.class, conf = "1:9") int number) {
      Waker waker = new Numbered(number, woken);
      return timer.poll(() -> waker, DEADLINE);
    }

    @Operation(nonParallelGroup = "owner")
    public void cancel() {
      timer.cancel();
    }

    /** Who was woken when the time came. */
    @Operation(nonParallelGroup = "driver")
    public List<Integer> fire() {
      woken.clear();
      driver.fireDue(DEADLINE);
      return List.copyOf(woken);
    }
  }

  private static final class StandingClock extends Clock {
    @Override
    public long nanos() {
      return 0;
    }
  }
}
