package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.RwLock;
import java.util.concurrent.atomic.LongAdder;

/** A read-write lock around a number that each finished writer raises by one, and that no reader sees change. */
final class SharedRwLock implements Shared {
  private final RwLock<Long> lock = new RwLock<>(0L);
  private final LongAdder written = new LongAdder();
  private final LongAdder torn = new LongAdder();

  @Override
  public Future<Section> enter(int amount) {
    return amount % 3 == 0 ? lock.write().map(Writer::new) : lock.read().map(Reader::new);
  }

  @Override
  public String audit() {
    var last = lock.tryWrite();
    if (last.isEmpty()) { return "the read-write lock is held: " + lock; }
    try (RwLock.WriteGuard<Long> guard = last.get()) {
      if (torn.sum() > 0) { return torn + " readers saw a writer"; }
      return guard.get() == written.sum() ? "" : "the read-write lock holds " + guard.get() + " instead of " + written;
    }
  }

  private final class Reader implements Section {
    private final RwLock.ReadGuard<Long> guard;
    private final long atFirst;

    Reader(RwLock.ReadGuard<Long> guard) {
      this.guard = guard;
      this.atFirst = guard.get();
    }

    @Override
    public void finish() {
      if (guard.get() != atFirst) {
        torn.increment();
      }
    }

    @Override
    public void close() {
      guard.close();
    }
  }

  private final class Writer implements Section {
    private final RwLock.WriteGuard<Long> guard;
    private final long atFirst;

    Writer(RwLock.WriteGuard<Long> guard) {
      this.guard = guard;
      this.atFirst = guard.get();
    }

    @Override
    public void finish() {
      guard.set(atFirst + 1);
      written.increment();
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
