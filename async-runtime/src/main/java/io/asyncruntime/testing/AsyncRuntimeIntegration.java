package io.asyncruntime.testing;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.Parker;
import java.util.Map;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Tells BlockHound where async code runs, so that it reports a call there that blocks the thread: in a poll on a worker, on a
 * thread that drives a current-thread runtime or a {@code LocalSet}, and inside {@code blockOn}. Not in {@code spawnBlocking},
 * {@code blockInPlace} and lanes, which are there to block; nor in an async block of the fast engine, which
 * has a virtual thread: BlockHound sees platform threads only, and what blocks there suspends the block.
 *
 * <p>BlockHound finds this class by itself, where it is on the class path:
 *
 * <pre>{@code
 * reactor.blockhound.BlockHound.install();   // before the first runtime; needs -XX:+AllowRedefinitionToAddDeleteMethods
 * }</pre>
 *
 * <p>A report is an error thrown by the call that blocks, and so it is the panic of the task. Any thread.
 */
@SuppressWarnings("exports") // whoever sees this class has BlockHound
public final class AsyncRuntimeIntegration implements BlockHoundIntegration {
  /**
   * Methods by their classes' names, since not all of the classes can be seen from here: the waits for control to come back from
   * the thread of an async block, for a few instructions of another thread, and for work, a little while before a worker sleeps.
   * BlockHound takes a name that is none without a word.
   */
  static final Map<String, String> OUR_WAITS = Map.of(
      Parker.class.getName(), "park",
      SpinLock.class.getName(), "lock",
      "io.asyncruntime.internal.scheduler.multithread.IdleSpin", "until",
      "io.asyncruntime.sync.BroadcastRing", "unsubscribe");

  /** For the service loader. */
  public AsyncRuntimeIntegration() {}

  @Override
  public void applyTo(BlockHound.Builder builder) {
    // Whether a thread may block changes with what it does: each call is judged by itself.
    builder.addDynamicThreadPredicate(thread -> true)
        .nonBlockingThreadPredicate(others -> others.or(thread -> Ambient.current().inAsyncCode()));
    OUR_WAITS.forEach(builder::allowBlockingCallsInside);
  }
}
