package io.asyncruntime.internal.timer;

import io.asyncruntime.future.Waker;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Whether one timer is registered, and whom it wakes: one word that holds the waker itself. A state machine; {@link
 * TimerEntry} extends it, so it costs no object.
 *
 * <pre>
 *   IDLE     -> ARMED(w)   owner, under the driver's lock: registered with waker w, and put into the wheel
 *   ARMED(w) -> ARMED(v)   owner, without the lock: a further poll came with another waker
 *   ARMED(w) -> FIRED      driver, under its lock: the time has come; takes w, to wake it once the lock is free
 *   ARMED(w) -> IDLE       owner, under the driver's lock: cancelled or about to be moved, and taken out of the wheel
 *   FIRED    -> IDLE       owner: the timer is needed for another deadline
 * </pre>
 *
 * <p>The owner is whoever polls the future at the time, one thread after the other. Only a timer in the wheel fires, and
 * firing takes it out, so it fires at most once per registration. Two transitions compete without a lock, a new waker and
 * firing: both are atomic exchanges of the one word, so either the new waker is the one that is woken, or the owner sees
 * FIRED. That is the whole argument for "no wake is lost".
 */
abstract class TimerState extends WheelNode {
  private static final Object IDLE = "IDLE";
  private static final Object FIRED = "FIRED";
  private static final VarHandle STATE = ConstantBootstraps.fieldVarHandle(
      MethodHandles.lookup(), "state", VarHandle.class, TimerState.class, Object.class);

  @SuppressWarnings("unused") // through STATE
  private Object state = IDLE;

  /** What the owner finds. */
  enum Registration {
    /** Not registered. */
    NONE,
    /** Registered, with the waker given. */
    ARMED,
    /** The time has come since it was registered. */
    FIRED
  }

  /** Owner. Makes sure that {@code waker} is the one to be woken, if the timer is registered and has not fired. */
  final Registration renew(Waker waker) {
    Object seen = stateAcquire();
    if (seen == waker) { return Registration.ARMED; }
    if (seen == IDLE) { return Registration.NONE; }
    return seen != FIRED && replaceWaker(seen, waker) ? Registration.ARMED : Registration.FIRED;
  }

  /** Owner. False when the driver was quicker: then it has fired, with the waker before. */
  boolean replaceWaker(Object seen, Waker waker) {
    return STATE.compareAndSet(this, seen, waker);
  }

  /** Owner, under the driver's lock, which publishes it to whoever fires: registered, to wake {@code waker}. */
  final void arm(Waker waker) {
    STATE.setRelease(this, waker);
  }

  /** Owner, under the driver's lock, which keeps the driver from firing: no longer registered. */
  final void disarm() {
    STATE.setRelease(this, IDLE);
  }

  /**
   * Driver, under its lock, with the timer out of the wheel. Returns whom to wake. What the waker's owner wrote before it
   * replaced the waker is visible here: its CAS releases, this exchange acquires.
   */
  final Waker fire() {
    return (Waker) STATE.getAndSet(this, FIRED);
  }

  /** Owner. Whether the timer is registered and has not fired; under the driver's lock this stays so. */
  final boolean isArmed() {
    Object seen = stateAcquire();
    return seen != IDLE && seen != FIRED;
  }

  /** Owner, under the driver's lock, when {@link #isArmed()}: whom it would wake. */
  final Waker armedWaker() {
    return (Waker) stateAcquire();
  }

  private Object stateAcquire() {
    return STATE.getAcquire(this);
  }
}
