package io.asyncruntime.internal.task;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * THE state machine of a task: one atomic word, and a method for each transition that says what the caller must do next.
 * Nobody else touches the bits. Beside the word one plain mark: a task that yielded keeps RUNNING while it waits in a queue, and
 * is <em>held</em> by whoever takes it out; so a yield and the poll after it cost no atomic step.
 *
 * <pre>
 *   bit            set by                         cleared by
 *   RUNNING        whoever claims the task        the poller, when the poll was Pending and did not yield;
 *                                                 or with COMPLETE
 *   COMPLETE       whoever claimed it             never
 *   NOTIFIED       spawn, wake, abort             the poller, when it begins to poll
 *   CANCELLED      abort, shutdown                never
 *   JOIN_INTEREST  spawn                          the handle, when it is dropped
 *   JOIN_WAKER     the handle, once its waker     the handle, to change its waker;
 *                  is stored                      never after COMPLETE
 *
 *   from                     to                       by          verdict
 *   NOTIFIED                 RUNNING                  poller      POLL
 *   NOTIFIED|CANCELLED       RUNNING|CANCELLED        poller      CANCEL
 *   RUNNING or COMPLETE      -                        poller      SKIP (a shutdown claimed it out of the queue)
 *   RUNNING                  idle                     poller      IDLE
 *   RUNNING|NOTIFIED         NOTIFIED                 poller      RESCHEDULE
 *   RUNNING                  RUNNING, held            poller      YIELD (a poll that asked for another)
 *   RUNNING, held            RUNNING                  poller      POLL
 *   RUNNING|NOTIFIED, held   RUNNING                  poller      POLL (woken as well: one poll serves both)
 *   RUNNING|CANCELLED, held  RUNNING|CANCELLED        poller      CANCEL
 *   RUNNING, held            RUNNING|CANCELLED        shutdown,   claimed: the caller drops the future
 *                                                     by the queue
 *   RUNNING|CANCELLED        -                        poller      CANCEL
 *   RUNNING|CANCELLED        CANCELLED                poller      a section in it is open: it goes on; waker, aborter and shutdown find
 *                                                     it as one that idles, and each poll begins with CANCEL again
 *   RUNNING|CANCELLED|NOTIFIED, or a poll that asked for another
 *                            CANCELLED|NOTIFIED       poller      likewise: to be queued
 *   RUNNING                  COMPLETE                 poller
 *   idle                     NOTIFIED                 waker       submit
 *   RUNNING                  RUNNING|NOTIFIED         waker       -
 *   idle                     NOTIFIED|CANCELLED       aborter     submit
 *   NOTIFIED, RUNNING        +CANCELLED (+NOTIFIED)   aborter     -
 *   idle, NOTIFIED           RUNNING|CANCELLED        shutdown    claimed: the caller drops the future
 * </pre>
 *
 * <p>At most one thread is between "RUNNING set" and "RUNNING cleared", or, for a task that yielded, between its poll and the
 * queue and between the queue and its poll; that thread alone touches the future. A task is in at most one queue, because only
 * the transition that sets NOTIFIED on an idle task says "submit", and only its poller says "yield". Who shuts down must look
 * into all queues for tasks that are held: through the registry they cannot be claimed.
 *
 * <p>Every transition of the word is a full-strength atomic update, also one that changes nothing: a wake that finds NOTIFIED set
 * must still publish what its caller wrote to the poll that will clear the bit. A yield, and the poll after it, only read the word,
 * unless NOTIFIED is set: a wake that comes after such a look is found by the next one, at the end of that poll.
 */
abstract class TaskState {
  static final int RUNNING = 1;
  static final int COMPLETE = 1 << 1;
  static final int NOTIFIED = 1 << 2;
  static final int CANCELLED = 1 << 3;
  static final int JOIN_INTEREST = 1 << 4;
  static final int JOIN_WAKER = 1 << 5;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, TaskState.class, int.class);

  /**
   * Through STATE with volatile strength, except for this first value: a plain store, because the lock of the registry and the
   * queue publish a new task before anyone else sees it, and a volatile one would cost a fence in every spawn.
   */
  @SuppressWarnings("unused") private int state = NOTIFIED | JOIN_INTEREST;

  /**
   * Whether the task waits in a queue with RUNNING set, because it yielded. Plain: written by its poller before it queues the task
   * and by whoever takes it out, and the queue hands it from the one to the other. Others read it for show only.
   */
  private boolean held;

  /** What the poller does with a task it took from a queue, or has just polled. */
  enum Verdict {
    /** Poll the future. */
    POLL,
    /** Drop the future and complete as cancelled. */
    CANCEL,
    /** Leave it alone: somebody else has completed it, or is about to. */
    SKIP,
    /** Nothing: a waker will submit it. */
    IDLE,
    /** Put it at the back of the queue. */
    RESCHEDULE,
    /** Keep it until other tasks had their turn, then put it at the back of the queue. */
    YIELD
  }

  /** The poller, with a task taken from a queue. POLL, CANCEL or SKIP. */
  final Verdict beginPoll() {
    return held ? resume() : claimToPoll();
  }

  /** No atomic step unless somebody woke it too: who does so later finds RUNNING, and its bit is seen at the end of the poll. */
  private Verdict resume() {
    held = false;
    int seen = state();
    while ((seen & CANCELLED) == 0) {
      if ((seen & NOTIFIED) == 0 || casState(seen, seen & ~NOTIFIED)) { return Verdict.POLL; }
      seen = state();
    }
    return Verdict.CANCEL;
  }

  private Verdict claimToPoll() {
    while (true) {
      int seen = state();
      if ((seen & (RUNNING | COMPLETE)) != 0) { return Verdict.SKIP; }
      if (casState(seen, (seen & ~NOTIFIED) | RUNNING)) {
        return (seen & CANCELLED) != 0 ? Verdict.CANCEL : Verdict.POLL;
      }
    }
  }

  /** The poller, after a poll that was Pending. IDLE, RESCHEDULE or CANCEL (then it still holds the task). */
  final Verdict endPoll() {
    while (true) {
      int seen = state();
      if ((seen & CANCELLED) != 0) { return Verdict.CANCEL; }
      if (casState(seen, seen & ~RUNNING)) { return (seen & NOTIFIED) != 0 ? Verdict.RESCHEDULE : Verdict.IDLE; }
    }
  }

  /**
   * The poller, after a poll that was Pending and asked for another one. YIELD (then whoever takes it from the queue holds it),
   * RESCHEDULE (somebody else woke it too) or CANCEL (then the caller still holds the task).
   */
  final Verdict endPollYielding() {
    while (true) {
      int seen = state();
      if ((seen & CANCELLED) != 0) { return Verdict.CANCEL; }
      if ((seen & NOTIFIED) == 0) {
        held = true;
        return Verdict.YIELD;
      }
      if (casState(seen, seen & ~RUNNING)) { return Verdict.RESCHEDULE; }
    }
  }

  /**
   * The poller of a cancelled task that goes on, after a poll that was Pending; {@code again} if it asked for another one. Whether the
   * caller must queue it; else a waker will.
   */
  final boolean endPollThoughCancelled(boolean again) {
    while (true) {
      int seen = state();
      int next = again ? seen & ~RUNNING | NOTIFIED : seen & ~RUNNING;
      if (casState(seen, next)) { return (next & NOTIFIED) != 0; }
    }
  }

  /** Any thread. Whether the caller must submit the task to its scheduler. */
  final boolean notifyByWake() {
    int seen = (int) STATE.getAndBitwiseOr(this, NOTIFIED);
    return (seen & (RUNNING | COMPLETE | NOTIFIED)) == 0;
  }

  /** Any thread. Asks for the end of the task. Whether the caller must submit it, so that the runtime drops it. */
  final boolean notifyByAbort() {
    while (true) {
      int seen = state();
      if ((seen & (COMPLETE | CANCELLED)) != 0) { return false; }
      if (casState(seen, seen | CANCELLED | NOTIFIED)) { return (seen & (RUNNING | NOTIFIED)) == 0; }
    }
  }

  /**
   * The runtime, at shutdown (or, for a blocking job that has not started, whoever aborts it). Marks the task cancelled and
   * says whether the caller has claimed it, and so must drop the future and complete it. Else its poller will.
   */
  final boolean claimToCancel() {
    while (true) {
      int seen = state();
      if ((seen & COMPLETE) != 0) { return false; }
      boolean claimed = (seen & RUNNING) == 0;
      if (casState(seen, seen | CANCELLED | RUNNING)) { return claimed; }
    }
  }

  /**
   * The runtime, at shutdown, with a task taken from a queue. As {@link #claimToCancel}, and claims also what is held there.
   */
  final boolean claimQueuedToCancel() {
    if (!held) { return claimToCancel(); }
    held = false;
    STATE.getAndBitwiseOr(this, CANCELLED);
    return true;
  }

  /** Whoever holds the task, with the output stored. Returns the bits as they were: JOIN_INTEREST and JOIN_WAKER matter. */
  final int markComplete() {
    return (int) STATE.getAndAdd(this, COMPLETE - RUNNING) + (COMPLETE - RUNNING); // RUNNING is set, COMPLETE is not
  }

  /** The handle's owner, with the waker stored. False when the task has completed: the waker will not be called. */
  final boolean publishJoinWaker() {
    return setUnlessComplete(JOIN_WAKER);
  }

  /** The handle's owner, to store another waker. False when the task has completed: the old one is being called. */
  final boolean withdrawJoinWaker() {
    while (true) {
      int seen = state();
      if ((seen & COMPLETE) != 0) { return false; }
      if (casState(seen, seen & ~JOIN_WAKER)) { return true; }
    }
  }

  /** The handle's owner, when it is dropped. Whether the task had completed: then the caller disposes of the output. */
  final boolean dropJoinInterest() {
    int seen = (int) STATE.getAndBitwiseAnd(this, ~(JOIN_INTEREST));
    return (seen & COMPLETE) != 0;
  }

  /** Any thread. */
  final boolean isComplete() { return (state() & COMPLETE) != 0; }

  /** Any thread. */
  final boolean isRunning() { return (state() & (RUNNING | COMPLETE)) == RUNNING; }

  /** Any thread, racily. Whether it waits in a queue for the next poll, with RUNNING set. */
  final boolean isHeld() {
    return held;
  }

  /** Any thread. */
  final boolean isNotified() { return (state() & NOTIFIED) != 0; }

  /** Any thread. */
  final boolean isCancelled() { return (state() & CANCELLED) != 0; }

  /** The handle's owner. */
  final boolean hasJoinInterest() {
    return (state() & JOIN_INTEREST) != 0;
  }

  /** The handle's owner. */
  final boolean hasJoinWaker() {
    return (state() & JOIN_WAKER) != 0;
  }

  private boolean setUnlessComplete(int bit) {
    while (true) {
      int seen = state();
      if ((seen & COMPLETE) != 0) { return false; }
      if (casState(seen, seen | bit)) { return true; }
    }
  }

  private int state() {
    return (int) STATE.getVolatile(this);
  }

  private boolean casState(int expected, int next) {
    return STATE.compareAndSet(this, expected, next);
  }
}
