package io.asyncruntime.spring.boot.requests;

import io.asyncruntime.Async;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.time.Sleep;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One piece of a container's work as the future of a task: an async block around code that does not know that it is in one.
 *
 * <pre>
 *   NEW     -> BEGUN     poller: first poll
 *   NEW     -> GIVEN_UP  owner: drop(); the work runs elsewhere, and its requests are refused
 *   BEGUN   -> (end)     poller: the work is done; or its client has left, and it was unwound
 * </pre>
 *
 * <p>Plain fields: poller, owner and body take turns, as {@link Future} says, and the executor orders who goes on elsewhere.
 */
final class RequestRun implements Future<Void> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestRun.class);
  private static final ThreadLocal<RequestRun> CURRENT = new ThreadLocal<>();
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private enum Life {
    NEW, BEGUN, GIVEN_UP
  }

  private final Runnable work;
  private final Executor elsewhere;
  private final Future<Void> block;
  private Life life = Life.NEW;

  /** Written by the body: the request that runs has nothing to read from its connection. */
  private boolean watched;

  /** How many requests it has begun. The body's. */
  private int served;

  /** Until the next look at the client; the poller's. */
  private @Nullable Sleep look;

  RequestRun(Runnable work, Executor elsewhere) {
    this.work = work;
    this.elsewhere = elsewhere;
    this.block = Async.plainAsync(() -> {
      enter();
      work.run();
      return null;
    });
  }

  /** What the calling code is part of; null where no task of this kind is. */
  static @Nullable RequestRun current() {
    return CURRENT.get();
  }

  /** Says that the calling thread, which is one of its own, works for this. */
  void enter() {
    CURRENT.set(this);
  }

  /** The body. Whether an earlier request has run on this thread before. */
  boolean beginsAnother() {
    return served++ > 0;
  }

  boolean isGivenUp() { return life == Life.GIVEN_UP; }

  /** The body: from now on nobody reads the connection, or somebody may. */
  void watch(boolean on) {
    watched = on && work instanceof ClientWatch;
  }

  @Override
  public Poll<Void> poll(Context cx) throws Exception {
    life = Life.BEGUN;
    Poll<Void> done = block.poll(cx);
    if (done.isReady() || (watched && looksInVain(cx))) {
      stopLooking();
      return Poll.ready(null);
    }
    return done;
  }

  /** Whether the client was found to have left, so that the work was given up. */
  private boolean looksInVain(Context cx) throws Exception {
    if (look == null) look = Async.sleep(BETWEEN_LOOKS);
    while (look.poll(cx).isReady()) {
      if (((ClientWatch) work).hasClientLeft()) {
        LOG.debug("The client of a request has left: it is aborted");
        block.drop();
        return true;
      }
      look = Async.sleep(BETWEEN_LOOKS);
    }
    return false;
  }

  private void stopLooking() {
    Sleep last = look;
    look = null;
    if (last != null) last.drop();
  }

  @Override
  public void drop() {
    stopLooking();
    if (life == Life.NEW) {
      life = Life.GIVEN_UP;
      elsewhere.execute(this::sendAway);
    } else {
      block.drop();
    }
  }

  private void sendAway() {
    enter();
    try {
      work.run();
    } finally {
      CURRENT.remove();
    }
  }
}
