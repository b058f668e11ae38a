package io.asyncruntime.metrics;

import java.time.Duration;

/**
 * The figures of one blocking lane. A live view.
 *
 * <pre>{@code
 * BlockingLaneMetrics jdbc = runtime.blockingLane("jdbc").metrics();
 * }</pre>
 */
public interface BlockingLaneMetrics {
  /** The name it was declared under. */
  String name();

  /** Jobs that run now. */
  int running();

  /** Jobs that were admitted and wait for a thread. */
  int queued();

  /** Jobs that have run, whatever their result. */
  long completed();

  /** Jobs that were refused: by {@code trySpawn} in a full lane, and where as many waited as may, or for too long. */
  long rejected();

  /** Time that jobs waited between admission and start. */
  Duration totalQueueTime();

  /** Time that jobs ran. */
  Duration totalRunTime();
}
