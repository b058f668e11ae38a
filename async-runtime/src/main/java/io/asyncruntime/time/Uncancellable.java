package io.asyncruntime.time;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.DeadlineRef;
import io.asyncruntime.internal.ambient.LateStart;
import io.asyncruntime.internal.ambient.Locals;
import io.asyncruntime.internal.ambient.OpenSection;
import io.asyncruntime.internal.ambient.SectionHost;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.Require;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A section that, once begun, is finished also when its task is to be cancelled. {@code Async.uncancellable} makes them.
 *
 * <p>An abort of the task, a {@code timeout} around the section and the shutdown of the runtime wait for its end, for its limit at the
 * most, which counts from then; then it is dropped like anything else. Until then all of what waits goes on: the task is polled, its
 * guards stay held. After the section the cancellation takes effect at this very await, whatever the section has given, and the
 * {@code JoinHandle} completes as cancelled. If the section fails meanwhile, the handle has that failure.
 *
 * <p>What is to be undone when something goes wrong belongs into the section. One that is polled first when its task is being
 * cancelled does not begin; nor does one whose {@link Deadline} has passed: that fails with {@link ElapsedException}. Inside the
 * section no deadline is in force, so that it can be finished. Not put off is the drop by a {@code select} that was decided otherwise,
 * or by hand: nobody would go on polling.
 *
 * <p><b>Fairness:</b> as of the future inside. <b>Cancellation:</b> that is what it is about; {@link #drop()} reaches the future.
 *
 * <pre>{@code
 * String receipt = await(uncancellable(Duration.ofSeconds(10), async(() -> {
 *   String paid = await(charge(quote));
 *   await(record(paid));                           // nobody is charged without a record
 *   return paid;
 * })));
 * }</pre>
 *
 * @param <T> type of the value
 */
public final class Uncancellable<T extends @Nullable Object> extends LocalsScope<T> {
  /** How long a section may put a cancellation off that says nothing of it. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

  private final Duration limit;
  private final Section section = new Section();

  /** What puts its drop off. Null before the beginning. */
  private @Nullable List<SectionHost> hosts;

  /** It puts nothing off any more, and is polled no more: whoever waits for that drops it now. */
  private boolean over;

  private @Nullable Throwable failure;

  private Uncancellable(Duration limit, Future<T> future) {
    super(future);
    this.limit = limit;
  }

  /**
   * Makes a section.
   *
   * @param limit for how long it may put off a cancellation; longer than zero
   * @param future owned by the section from now on
   * @param <T> type of the value
   * @return a future of the same value
   * @throws IllegalArgumentException if the limit is not positive
   */
  @CheckReturnValue
  public static <T extends @Nullable Object> Uncancellable<T> of(Duration limit, Future<T> future) {
    return new Uncancellable<>(Require.positive("limit", limit), Objects.requireNonNull(future, "future"));
  }

  @Override
  Poll<T> pollLive(Context cx) throws Exception {
    if (over || (hosts == null && !begin())) { return Poll.pending(); }
    section.waker = cx.waker();
    Poll<T> answer = pollInside(cx);
    if (!over && (answer.isReady() || section.isOver(cx))) {
      end();
    }
    return section.wanted ? Poll.pending() : answer;
  }

  /** Whether the section begins. */
  private boolean begin() {
    Ambient here = Ambient.current();
    DeadlineRef passed = LateStart.passedAt(here);
    if (passed != null) {
      LateStart.SECTION.count(here);
      RuntimeException late = passed.elapsed(toString());
      dropWithin();
      throw late;
    }
    List<SectionHost> around = hostsAround(here);
    hosts = around;
    for (SectionHost host : around) {
      if (!host.open(section)) {
        end();
        return false;
      }
    }
    return true;
  }

  /** Who could drop this, the innermost first; up to a section that this is in, which sees to the rest. */
  private static List<SectionHost> hostsAround(Ambient here) {
    List<SectionHost> around = new ArrayList<>(2);
    Object at = here.taskLocals;
    while (at instanceof Locals link) {
      if (link.value instanceof OpenSection) { return around; }
      if (link.value instanceof SectionHost host) {
        around.add(host);
      }
      at = link.outer;
    }
    if (here.task() instanceof SectionHost task) {
      around.add(task);
    }
    return around;
  }

  private Poll<T> pollInside(Context cx) throws Exception {
    try {
      return pollWithin(cx);
    } catch (Throwable thrown) {
      end();
      if (!section.wanted) { throw thrown; }
      failure = thrown; // told by the drop that follows
      return Poll.pending();
    }
  }

  /** Marks the inside for sections in there. */
  @Override
  Locals within(@Nullable Object outer, boolean first) {
    return Locals.section(section, outer);
  }

  private void end() {
    over = true;
    section.unregister();
    if (hosts != null) {
      hosts.forEach(host -> host.close(section));
    }
  }

  @Override
  void release() {
    end();
    dropWithin();
    if (failure != null) { throw Failures.sneaky(failure); }
  }

  @Override
  public String toString() {
    return "uncancellable of " + Names.of(future);
  }

  /** What those around see of it. All fields are the poller's. */
  private final class Section implements OpenSection {
    private boolean wanted;
    private Waker waker = Waker.noop();
    private @Nullable Sleep sleep; // from when the end is wanted

    @Override
    public void endWanted() {
      if (!wanted) {
        wanted = true;
        sleep = Sleep.of(limit);
        waker.wake(); // the next poll registers the timer, whatever stands between
      }
    }

    @Override
    public long limitNanos() {
      return Clock.saturatedNanos(limit);
    }

    /** Whether the limit is reached. */
    private boolean isOver(Context cx) {
      return sleep != null && sleep.poll(cx).isReady();
    }

    private void unregister() {
      if (sleep != null) {
        sleep.drop();
      }
    }
  }
}
