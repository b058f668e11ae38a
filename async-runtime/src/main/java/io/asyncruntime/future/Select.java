package io.asyncruntime.future;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the first of several futures of different types, and goes on with that branch's handler. The equivalent of
 * tokio's {@code select!}.
 *
 * <pre>{@code
 * Future<String> answer = Select.<String>of()
 *     .on(reply.borrow(), text -> "got " + text)
 *     .on(sleep(Duration.ofSeconds(1)), nothing -> "timed out");
 * }</pre>
 *
 * <p>All branches are polled on the task that polls the select. The first to complete wins; the others are dropped, and
 * only then the winner's handler runs, in the same poll. A failure of the winner, or of its handler, is the failure of
 * the select. Wrap a branch in {@link Future#borrow()} if it is to outlive the select.
 *
 * <p>Each poll begins with a random branch (repeatable on a runtime with a seed), so that no branch which is always
 * ready starves the others; {@link #biased()} goes from the first branch to the last instead.
 *
 * <p>Threads: build it and poll it as any future, by one thread at a time. Branches and options can be added until the
 * first poll; later it is an {@link IllegalStateException}.
 *
 * @param <R> type of the result
 */
public final class Select<R extends @Nullable Object> extends Composite<R> {
  private final List<Future<?>> enabled = new ArrayList<>();
  private final List<Function<@Nullable Object, ? extends R>> handlers = new ArrayList<>(); // of the enabled
  private final List<Future<?>> disabled = new ArrayList<>(0);
  private @Nullable Supplier<? extends R> whenAllDisabled;
  private boolean biased;
  private boolean started; // by the first poll or a drop: no change from then on
  private @Nullable Race race; // set by the first poll if there is an enabled branch

  private Select() {}

  /**
   * A select without branches, to add them to.
   *
   * @param <R> type of the result
   * @return a select that fails unless a branch or {@link #orElse} is added
   */
  @CheckReturnValue
  public static <R extends @Nullable Object> Select<R> of() {
    return new Select<>();
  }

  /**
   * A select with its first branch.
   *
   * @param first the future; owned by the select
   * @param handler makes the result of the value if this branch wins
   * @param <T> type of the branch's value
   * @param <R> type of the result
   * @return a select to add further branches to
   */
  @CheckReturnValue
  public static <T extends @Nullable Object, R extends @Nullable Object> Select<R> of(
      Future<T> first, Function<? super T, ? extends R> handler) {
    return Select.<R>of().on(first, handler);
  }

  /**
   * Adds a branch.
   *
   * @param future the future; owned by the select
   * @param handler makes the result of the value if this branch wins
   * @param <T> type of the branch's value
   * @return this
   * @throws IllegalStateException after the first poll or drop
   */
  @CheckReturnValue
  public <T extends @Nullable Object> Select<R> on(Future<T> future, Function<? super T, ? extends R> handler) {
    return onlyIf(true, future, handler);
  }

  /**
   * Adds a branch that takes part only if a condition holds.
   *
   * @param enabled whether it takes part; if not, the future is never polled, and it is dropped when the select
   *     completes or is dropped
   * @param future the future; owned by the select
   * @param handler makes the result of the value if this branch wins
   * @param <T> type of the branch's value
   * @return this
   * @throws IllegalStateException after the first poll or drop
   */
  @CheckReturnValue
  @SuppressWarnings("unchecked") // a handler is given the value of its own branch only
  public <T extends @Nullable Object> Select<R> onlyIf(
      boolean enabled, Future<T> future, Function<? super T, ? extends R> handler) {
    Objects.requireNonNull(future, "future");
    Objects.requireNonNull(handler, "handler");
    requireNotStarted("a branch");
    if (enabled) {
      this.enabled.add(future);
      handlers.add((Function<@Nullable Object, ? extends R>) (Function<?, ? extends R>) handler);
    } else {
      disabled.add(future);
    }
    return this;
  }

  /**
   * Says what to do if no branch is enabled. Without it that is an {@link IllegalStateException}.
   *
   * @param whenAllDisabled makes the result, in the first poll
   * @return this
   * @throws IllegalStateException after the first poll or drop
   */
  @CheckReturnValue
  public Select<R> orElse(Supplier<? extends R> whenAllDisabled) {
    Objects.requireNonNull(whenAllDisabled, "whenAllDisabled");
    requireNotStarted("orElse");
    this.whenAllDisabled = whenAllDisabled;
    return this;
  }

  /**
   * Polls the branches from the first to the last each time, instead of from a random one on: among several that are
   * ready the first wins, and one that is always ready starves those after it.
   *
   * @return this
   * @throws IllegalStateException after the first poll or drop
   */
  @CheckReturnValue
  public Select<R> biased() {
    requireNotStarted("biased");
    biased = true;
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if no branch is enabled and there is no {@link #orElse}, and after completion or drop
   */
  @Override
  public Poll<R> poll(Context cx) throws Exception {
    beginPoll();
    start();
    if (race != null && !race.poll(cx)) { return suspend(); }
    dropChildren();
    return Poll.ready(race == null ? otherwise() : handlers.get(race.winner()).apply(race.value()));
  }

  private void start() {
    if (!started) {
      started = true;
      race = enabled.isEmpty() ? null : new Race(enabled.toArray(new Future<?>[0]), biased);
      enabled.clear();
    }
  }

  private R otherwise() {
    if (whenAllDisabled == null) {
      throw new IllegalStateException(
          "no branch of this Select is enabled: add orElse(...) to say what to do then, or a branch that always is");
    }
    return whenAllDisabled.get();
  }

  /** {@inheritDoc} Disabled branches are dropped too. */
  @Override
  public void drop() {
    super.drop();
  }

  /** The losers, or all while there is no winner. The winner's failure comes first, then what the drops throw. */
  @Override
  void dropChildren() {
    start();
    FailureCollector failures = new FailureCollector();
    if (race != null) {
      race.end(failures);
    }
    disabled.forEach(failures::drop);
    failures.throwIfAny();
  }

  private void requireNotStarted(String what) {
    if (started) {
      throw new IllegalStateException(
          what + " added to a Select that was already polled or dropped: make a new Select for another round");
    }
  }
}
