package io.asyncruntime.internal.blocking;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.time.Sleep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Admission to a lane, for which a caller waits so long at most. Plain fields: polls and drop of a future are ordered. */
public final class LimitedAdmission<T extends @Nullable Object> implements Future<T> {
  private final Lane lane;
  private final Future<T> admission;
  private final Duration limit;
  private @Nullable Sleep sleep; // from the first poll that has to wait

  /** Of {@code admission} to {@code lane}, within {@code limit} of the first poll that waits. */
  public LimitedAdmission(Lane lane, Duration limit, Future<T> admission) {
    this.lane = lane;
    this.limit = limit;
    this.admission = admission;
  }

  @Override
  public Poll<T> poll(Context cx) throws Exception {
    Poll<T> answer = pollAdmission(cx);
    if (answer.isReady()) {
      stopWaiting();
      return answer;
    }
    if (isOver(cx)) {
      admission.drop();
      throw lane.refuseLate(limit);
    }
    return answer;
  }

  private boolean isOver(Context cx) {
    try {
      Sleep waits = sleep;
      if (waits == null) {
        waits = Sleep.of(limit);
        sleep = waits;
      }
      return waits.poll(cx).isReady();
    } catch (RuntimeException noRuntime) {
      admission.drop(); // it has a place in the line, and is not polled any more
      throw noRuntime;
    }
  }

  private Poll<T> pollAdmission(Context cx) throws Exception {
    try {
      return admission.poll(cx);
    } catch (Throwable failure) {
      stopWaiting();
      throw failure;
    }
  }

  private void stopWaiting() {
    if (sleep != null) {
      sleep.drop();
    }
  }

  @Override
  public void drop() {
    stopWaiting();
    admission.drop();
  }
}
