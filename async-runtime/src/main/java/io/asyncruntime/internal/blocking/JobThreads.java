package io.asyncruntime.internal.blocking;

/** What gives jobs a thread that may block. Any thread may call it. */
interface JobThreads {
  /**
   * Runs {@code job}, now or once there is a thread for it; or discards it, once the runtime shuts down.
   *
   * @throws OutOfMemoryError when the system refuses the thread that it needs; the job is then discarded
   */
  void submit(Job job);
}
