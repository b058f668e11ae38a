package io.asyncruntime.testkit;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A future that is played by hand and remembers what was done to it. It is pending until {@link #complete} or {@link
 * #fail}, which may be called by any thread, from inside its poll too.
 *
 * <p>Strict: a poll after completion or drop, and a drop after completion, are recorded as {@link #misuse()}, and the
 * poll throws.
 *
 * @param <T> type of the value
 */
public final class PollProbe<T extends @Nullable Object> implements Future<T> {
  private enum State {
    PENDING, SET, COMPLETED, DROPPED
  }

  private final String name;
  private State state = State.PENDING; // as everything below, guarded by this
  private @Nullable T value;
  private @Nullable Throwable failure;
  private @Nullable Waker waker;
  private int polls;
  private int drops;
  private int yieldsLeft;
  private @Nullable String misuse;
  private @Nullable List<String> journal;
  private Runnable onPoll = () -> {};
  private Runnable onDrop = () -> {};

  public PollProbe() {
    this("probe");
  }

  public PollProbe(String name) {
    this.name = name;
  }

  /** A probe that is pending {@code polls} times, waking itself at once each time, then ready with the value. */
  public static <T extends @Nullable Object> PollProbe<T> readyAfter(int polls, T value) {
    PollProbe<T> probe = new PollProbe<>();
    probe.yieldsLeft = polls;
    probe.complete(value);
    return probe;
  }

  /** Writes "poll NAME" and "drop NAME" into a list, which several probes may share (on one thread, or synchronised). */
  public PollProbe<T> recordingIn(List<String> shared) {
    journal = shared;
    return this;
  }

  /** Runs in each poll, before the answer is decided, without a lock; what it throws is the failure. */
  public PollProbe<T> onPoll(Runnable action) {
    onPoll = action;
    return this;
  }

  /** Runs in the first drop, without a lock; what it throws comes out of {@code drop()}. */
  public PollProbe<T> onDrop(Runnable action) {
    onDrop = action;
    return this;
  }

  /** Makes the next poll ready, and wakes whoever polled last. */
  public void complete(T result) {
    completeSilently(result);
    wake();
  }

  /** Makes the next poll ready, and wakes nobody. */
  public synchronized void completeSilently(T result) {
    set();
    value = result;
  }

  /** Makes the next poll throw, and wakes whoever polled last. */
  public void fail(Throwable error) {
    failSilently(error);
    wake();
  }

  /** Makes the next poll throw, and wakes nobody. */
  public synchronized void failSilently(Throwable error) {
    set();
    failure = Objects.requireNonNull(error);
  }

  /** Wakes whoever polled last, without a change. */
  public void wake() {
    Waker last = lastWaker();
    if (last != null) {
      last.wake();
    }
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    begin(cx);
    boolean answered = false;
    try {
      onPoll.run();
      Poll<T> answer = answer();
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        finish();
      }
    }
  }

  private synchronized void begin(Context cx) {
    polls++;
    record("poll");
    if (state == State.COMPLETED || state == State.DROPPED) {
      misuse = name + " polled when " + state;
      throw new IllegalStateException(misuse);
    }
    waker = cx.waker();
  }

  @SuppressWarnings("NullAway") // a value that is set is as nullable as T
  private Poll<T> answer() throws Exception {
    boolean again;
    synchronized (this) {
      if (state == State.PENDING) { return Poll.pending(); }
      again = yieldsLeft-- > 0;
      if (!again) {
        state = State.COMPLETED;
        throwFailure();
        return Poll.ready(value);
      }
    }
    wake();
    return Poll.pending();
  }

  private void throwFailure() throws Exception {
    if (failure != null) { throw PollProbe.<Exception>sneaky(failure); }
  }

  @SuppressWarnings("unchecked") // erased
  private static <X extends Throwable> X sneaky(Throwable failure) throws X {
    throw (X) failure;
  }

  private synchronized void finish() {
    state = State.COMPLETED;
  }

  @Override
  public void drop() {
    if (beginDrop()) {
      onDrop.run();
    }
  }

  private synchronized boolean beginDrop() {
    drops++;
    record("drop");
    if (state == State.COMPLETED) {
      misuse = name + " dropped after completion";
      return false;
    }
    boolean first = state != State.DROPPED;
    state = State.DROPPED;
    waker = null;
    return first;
  }

  private void record(String what) {
    if (journal != null) {
      journal.add(what + " " + name);
    }
  }

  private void set() {
    if (value != null || failure != null || state == State.SET) {
      throw new IllegalStateException(name + " completed twice by the test");
    }
    if (state == State.PENDING) {
      state = State.SET;
    }
  }

  /** How often it was polled. */
  public synchronized int polls() {
    return polls;
  }

  /** How often it was dropped. */
  public synchronized int drops() {
    return drops;
  }

  /** Whether it was dropped before it had completed. */
  public synchronized boolean isDropped() {
    return state == State.DROPPED;
  }

  /** Whether a poll has given the value or the failure. */
  public synchronized boolean isCompleted() {
    return state == State.COMPLETED;
  }

  /** The first or latest thing that was done to it and must not be; null if there was none. */
  public synchronized @Nullable String misuse() {
    return misuse;
  }

  /** The waker of the latest poll; null before the first and after drop. */
  public synchronized @Nullable Waker lastWaker() {
    return waker;
  }

  @Override
  public String toString() {
    return name;
  }
}
