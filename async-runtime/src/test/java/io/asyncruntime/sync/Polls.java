package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Short words for polling by hand. */
final class Polls {
  private Polls() {
  }

  /** The value of a future that must be ready. */
  static <T extends @Nullable Object> T ready(Future<T> future) throws Exception {
    return ready(future, new RecordingWaker());
  }

  /** The value of a future that must be ready, polled with this waker. */
  static <T extends @Nullable Object> T ready(Future<T> future, RecordingWaker waker) throws Exception {
    var poll = future.poll(waker);
    assertThat(poll.isReady()).as("%s is ready", future).isTrue();
    return poll.value();
  }

  /** Polls a future that must be pending; gives the waker. */
  static RecordingWaker pending(Future<?> future) throws Exception {
    RecordingWaker waker = new RecordingWaker();
    pending(future, waker);
    return waker;
  }

  /** Polls a future that must be pending, with this waker. */
  static void pending(Future<?> future, RecordingWaker waker) throws Exception {
    assertThat(future.poll(waker).isReady()).as("%s is ready", future).isFalse();
  }

  /** Runs the body with so many units of the cooperative budget, and gives how many are left. */
  static int withBudget(int units, Body body) throws Exception {
    Ambient here = Ambient.current();
    here.budget = units;
    try {
      body.run();
      return here.budget;
    } finally {
      here.budget = Ambient.UNCONSTRAINED;
    }
  }

  /** Runs the body as if it were in a poll of a task. */
  static <T> T inAsyncCode(Supplier<T> body) {
    Ambient here = Ambient.current();
    here.asyncDepth++;
    try {
      return body.get();
    } finally {
      here.asyncDepth--;
    }
  }

  /** What {@link #withBudget} runs. */
  interface Body {
    void run() throws Exception;
  }
}
