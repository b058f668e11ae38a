package io.asyncruntime.internal.coroutine;

import io.asyncruntime.task.CancelledError;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLockInterruptionException;
import java.util.Set;

/**
 * Tells what a body throws because it is being unwound, and perhaps was interrupted for that, from a failure of its own. Any thread.
 *
 * <p>The JDK has no one exception for a call that was interrupted, and the first call is not the last: it may have closed a socket or a
 * channel, and the next use of that fails too.
 */
final class Interruption {
  /** A ring of causes ends somewhere. */
  private static final int MOST_CAUSES = 100;

  /** What the JDK says of a socket that is closed; of one that the peer or the network has ended it says other things. */
  private static final Set<String> CLOSED =
      Set.of("Socket closed", "Socket is closed", "Closed by interrupt", "Stream closed");

  private Interruption() {}

  /** Whether {@code thrown} or a cause of it is the unwinding itself; with {@code interrupted}, or what an interrupt leads to. */
  static boolean explains(Throwable thrown, boolean interrupted) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
      if (cause instanceof CancelledError || isInterrupt(cause) || interrupted && isOfOurs(cause)) { return true; }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isInterrupt(Throwable thrown) {
    return thrown instanceof InterruptedException || thrown instanceof ClosedByInterruptException
        || thrown instanceof FileLockInterruptionException;
  }

  /** Thrown by what an interrupt ends or closes; and, where there was none, by much else: a call that timed out, say. */
  private static boolean isOfOurs(Throwable thrown) {
    if (thrown instanceof ClosedChannelException) { return true; }
    if (thrown instanceof InterruptedIOException) { return !(thrown instanceof SocketTimeoutException); }
    String message = thrown.getMessage();
    return thrown.getClass() == SocketException.class && message != null && CLOSED.contains(message);
  }
}
