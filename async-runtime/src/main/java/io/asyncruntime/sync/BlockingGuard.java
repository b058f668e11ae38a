package io.asyncruntime.sync;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import io.asyncruntime.internal.wait.HeldGuards;
import org.jspecify.annotations.Nullable;

/**
 * One turn at a {@link BlockingMutex}, on the stack of guards of its thread so that a suspension finds it. Closed by its
 * thread, or released by whoever drives the poll that is suspended.
 */
final class BlockingGuard<T extends @Nullable Object> extends HeldGuard implements BlockingMutex.Guard<T> {
  private final BlockingMutex<T> mutex;
  private final Thread owner;
  private final String place;
  private volatile boolean released; // written by the owner, or by the driver of its poll
  private boolean forced; // written before released

  private BlockingGuard(BlockingMutex<T> mutex, Thread owner, String place) {
    this.mutex = mutex;
    this.owner = owner;
    this.place = place;
  }

  /** The thread that has just locked. */
  static <T extends @Nullable Object> BlockingGuard<T> open(BlockingMutex<T> mutex) {
    Ambient here = Ambient.current(); // after the wait, which may have moved an async block elsewhere
    // Walking the stack takes a microsecond; on a plain thread nobody would ever ask for the place.
    String place = here.inAsyncCode() ? HeldGuards.callerPlace() : "";
    BlockingGuard<T> guard = new BlockingGuard<>(mutex, Thread.currentThread(), place);
    HeldGuards.push(here, guard);
    return guard;
  }

  @Override
  public T get() {
    requireUsable();
    return mutex.value;
  }

  @Override
  public void set(T value) {
    requireUsable();
    mutex.value = value;
  }

  @Override
  public void close() {
    if (released) { return; }
    requireOwner();
    release();
    HeldGuards.prune(Ambient.current());
  }

  @Override
  public boolean isReleased() { return released; }

  @Override
  public String releaseForced() {
    forced = true;
    release();
    return place.isEmpty() ? "a place that was not recorded" : place;
  }

  private void release() {
    released = true;
    mutex.core.unlock();
  }

  private void requireUsable() {
    if (released) {
      throw new IllegalStateException(forced
          ? "this guard was released because its task was suspended while holding it: close it before the await,"
              + " or use Mutex"
          : "this guard was closed: lock the mutex again to use its value");
    }
    requireOwner();
  }

  private void requireOwner() {
    Thread caller = Thread.currentThread();
    if (caller != owner) {
      throw new IllegalMonitorStateException("a BlockingMutex guard belongs to the thread that locked, which is "
          + owner.getName() + ", but was used on " + caller.getName()
          + "; use Mutex for a guard that may change threads");
    }
  }

  @Override
  public String toString() {
    return "Guard[" + (released ? "closed" : "open") + ", taken by " + owner.getName() + "]";
  }
}
