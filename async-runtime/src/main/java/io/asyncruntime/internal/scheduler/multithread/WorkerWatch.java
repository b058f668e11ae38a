package io.asyncruntime.internal.scheduler.multithread;

import java.time.Duration;

/** Who watches the workers of a runtime, as the runtime sees it. Any thread, unless a method says otherwise. */
public interface WorkerWatch {
  /** Whoever starts the runtime, once. */
  void start();

  /** Whether it watches, as long as the runtime is not at its end. It is so from the beginning, or never. */
  boolean isOn();

  /** Polls that crossed the threshold. */
  long longPolls();

  /** For how long {@code loop} has been in its present poll, as far as was seen. */
  Duration pollingFor(Worker loop);

  /** When the last loop has ended: there may be nothing to watch any more. */
  void wake();

  /** Says something by a thread that does nothing else. False where there is none. */
  boolean tell(Runnable what);

  /** At the end. From then on no task is in this one's hands. */
  void leaveTasks();
}
