package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mutex;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A mutex around a number that each finished section raises by one. */
final class SharedMutex implements Shared {
  private final Mutex<Long> mutex = new Mutex<>(0L);
  private final LongAdder finished = new LongAdder();

  @Override
  public Future<Section> enter(int amount) {
    return mutex.lock().map(Inside::new);
  }

  @Override
  public String audit() {
    Optional<Mutex.Guard<Long>> last = mutex.tryLock();
    if (last.isEmpty()) { return "the mutex is locked: " + mutex; }
    try (Mutex.Guard<Long> guard = last.get()) {
      return guard.get() == finished.sum() ? "" : "the mutex holds " + guard.get() + " instead of " + finished;
    }
  }

  private final class Inside implements Section {
    private final Mutex.Guard<Long> guard;
    private final long atFirst;

    Inside(Mutex.Guard<Long> guard) {
      this.guard = guard;
      this.atFirst = guard.get();
    }

    @Override
    public void finish() {
      guard.set(atFirst + 1); // from what was read at first, so that a second owner in between is seen
      finished.increment();
    }

    @Override
    public void close() {
      guard.close();
    }
  }
}
