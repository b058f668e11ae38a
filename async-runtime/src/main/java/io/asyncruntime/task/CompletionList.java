package io.asyncruntime.task;

import io.asyncruntime.future.Waker;
import io.asyncruntime.internal.util.Failures;
import io.asyncruntime.internal.util.SpinLock;
import io.asyncruntime.internal.wait.WaitQueue;
import io.asyncruntime.internal.wait.Waiter;
import io.asyncruntime.internal.wait.WaiterList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tasks of which some are running and some have ended, in the order in which they ended; the end of one is noticed in
 * constant time, however many there are. After Tokio's {@code IdleNotifiedSet}.
 *
 * <pre>
 *   (new)    -> RUNNING    add()
 *   RUNNING  -> FINISHED   finished(): the task's join waker, any thread
 *   FINISHED -> (taken)    next(): a joiner, which alone has the entry now
 *   (taken)  -> RUNNING    next(): the task had woken us for nothing
 *   RUNNING, FINISHED -> (gone)   remove(), takeAny()
 * </pre>
 *
 * <p>Any thread calls any method. The lists and the counter change under one spin lock; tasks, wakers and the user's code
 * are called outside it. A reader registers in {@link #readers} before it looks for the last time, and every change that
 * a reader may wait for ends with waking them all, so none is lost, and one that is dropped takes no wake-up with it.
 */
final class CompletionList<K extends @Nullable Object, T extends @Nullable Object> implements Members<SetEntry<K, T>> {
  /** Called by whoever has taken an entry: false if the entry was replaced meanwhile, and is nobody's. */
  interface Claim<K extends @Nullable Object, T extends @Nullable Object> {
    boolean take(SetEntry<K, T> entry);
  }

  private final Claim<K, T> claim;
  private final SpinLock lock = new SpinLock();
  private final WaiterList<SetEntry<K, T>> running = new WaiterList<>(); // guarded by lock
  private final WaiterList<SetEntry<K, T>> finished = new WaiterList<>(); // guarded by lock
  private final WaitQueue readers = new WaitQueue();
  private volatile boolean hasFinished; // written under lock
  private volatile int size; // written under lock
  private volatile boolean closed; // written under lock

  /**
   * An empty list.
   *
   * @param claim asked by whoever has taken an entry; false if the entry was replaced meanwhile and is nobody's
   */
  CompletionList(Claim<K, T> claim) {
    this.claim = claim;
  }

  /** How many entries there are, running or finished. */
  int size() {
    return size;
  }

  /** Whether {@link #next} would find an entry now. */
  boolean hasFinished() {
    return hasFinished;
  }

  /** Whether it takes no more. */
  boolean isClosed() { return closed; }

  /** Adds a task that runs, and watches for its end. False: the list was closed meanwhile, and the task is aborted. */
  boolean add(SetEntry<K, T> entry) {
    boolean open = link(entry);
    if (open) {
      entry.watch();
    } else {
      abandon(entry);
    }
    return open;
  }

  /** Any thread: the task of {@code entry} has ended. Does nothing for one that is not among the running. */
  void finished(SetEntry<K, T> entry) {
    if (promote(entry)) {
      readers.wakeAll();
    }
  }

  /** Takes the entry that finished first and reads it; null if there is none. */
  <E> @Nullable E next(Reader<SetEntry<K, T>, E> reader) throws Exception {
    while (true) {
      SetEntry<K, T> entry = takeFinished();
      if (entry == null) { return null; }
      if (!entry.hasEnded() && !entry.keep()) {
        putBack(entry);
      } else if (claim.take(entry)) {
        return reader.read(entry);
      } else {
        abandon(entry);
      }
    }
  }

  /** As {@link #next}, for one who is not a future; empty if there is none. */
  <E> Optional<E> tryNext(Reader<SetEntry<K, T>, E> reader) {
    try {
      return Optional.ofNullable(next(reader));
    } catch (Exception failure) {
      throw Failures.unchecked(failure);
    }
  }

  @Override
  public <E> EndedTasks<E> ended(Reader<SetEntry<K, T>, E> reader) {
    return new ListReader<>(this, reader);
  }

  @Override
  public EndedTasks<SetEntry<K, T>> ended() {
    return ended(SetEntry::kept);
  }

  /** To the finished ones, behind those that are there. */
  @Override
  public void restore(List<SetEntry<K, T>> entries) {
    for (SetEntry<K, T> entry : entries) {
      add(entry);
    }
  }

  /** Takes {@code entry} out if nobody else has. */
  boolean remove(SetEntry<K, T> entry) {
    lock.lock();
    boolean mine;
    try {
      mine = unlink(entry);
    } finally {
      lock.unlock();
    }
    if (mine) {
      wakeIfEmpty();
    }
    return mine;
  }

  @Override
  public void abortAll() {
    for (SetEntry<K, T> entry : snapshot()) {
      entry.abort();
    }
  }

  @Override
  public void releaseAll(boolean abort) {
    for (SetEntry<K, T> entry = takeAny(); entry != null; entry = takeAny()) {
      claim.take(entry); // whoever replaced it found it gone, so it is for us either way
      release(entry, abort);
    }
    wakeIfEmpty();
  }

  /** Aborts all and takes no more. Idempotent. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    releaseAll(true);
  }

  /** Of a poll that found nothing: be woken at the next change. The caller looks again before it returns. */
  void register(Waiter reader, Waker waker) {
    readers.register(reader, waker);
  }

  /** The reader waits no more. */
  void unregister(Waiter reader) {
    readers.unregister(reader);
  }

  /** An entry that is in no list any more, and that nobody wants. */
  static void abandon(SetEntry<?, ?> entry) {
    release(entry, true);
  }

  private static void release(SetEntry<?, ?> entry, boolean abort) {
    if (abort) {
      entry.abort();
    }
    entry.detach();
  }

  private void wakeIfEmpty() {
    if (size == 0) {
      readers.wakeAll();
    }
  }

  private void putBack(SetEntry<K, T> entry) {
    if (!link(entry)) {
      abandon(entry);
    } else if (entry.hasEnded()) { // and woke us before we were back
      finished(entry);
    }
  }

  private boolean link(SetEntry<K, T> entry) {
    lock.lock();
    try {
      if (closed) { return false; }
      entry.isFinished = false;
      running.addLast(entry);
      countAnew();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean promote(SetEntry<K, T> entry) {
    lock.lock();
    try {
      if (entry.isFinished || !running.remove(entry)) { return false; }
      entry.isFinished = true;
      finished.addLast(entry);
      countAnew();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SetEntry<K, T> takeFinished() {
    lock.lock();
    SetEntry<K, T> entry;
    try {
      entry = finished.peekFirst();
      if (entry != null) {
        unlink(entry);
      }
    } finally {
      lock.unlock();
    }
    if (entry != null) {
      wakeIfEmpty(); // another reader may wait for the end of the set
    }
    return entry;
  }

  private @Nullable SetEntry<K, T> takeAny() {
    lock.lock();
    try {
      SetEntry<K, T> entry = running.isEmpty() ? finished.peekFirst() : running.peekFirst();
      if (entry != null) {
        unlink(entry);
      }
      return entry;
    } finally {
      lock.unlock();
    }
  }

  /** Under the lock, after a change of the lists. */
  private void countAnew() {
    hasFinished = !finished.isEmpty();
    size = running.size() + finished.size();
  }

  /** Under the lock. */
  private boolean unlink(SetEntry<K, T> entry) {
    boolean removed = entry.isFinished ? finished.remove(entry) : running.remove(entry);
    if (removed) {
      countAnew();
    }
    return removed;
  }

  /** The running tasks. Their number is read before the lock: under it memory is asked for only if they have grown. */
  private List<SetEntry<K, T>> snapshot() {
    List<SetEntry<K, T>> entries = new ArrayList<>(size + 1);
    lock.lock();
    try {
      for (int left = running.size(); left > 0; left--) {
        SetEntry<K, T> entry = Objects.requireNonNull(running.pollFirst());
        running.addLast(entry); // once round, so that the order is as before
        entries.add(entry);
      }
    } finally {
      lock.unlock();
    }
    return entries;
  }
}
