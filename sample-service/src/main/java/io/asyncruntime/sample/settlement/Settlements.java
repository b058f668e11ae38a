package io.asyncruntime.sample.settlement;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.spawnLocal;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Futures;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.LocalSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Settles what was paid. The events are read from the database at the same time, each by a task of its own, and all of
 * them post to one {@link Ledger} that no two threads may use at once: the tasks live in a {@link LocalSet}, which runs them
 * one at a time.
 */
@Component
final class Settlements {
  private final AsyncRuntime runtime;
  private final Database database;
  private final SettlementRepository repository;
  private final Mutex<Integer> oneAtATime;

  Settlements(AsyncRuntime runtime, Database database, SettlementRepository repository) {
    this.runtime = runtime;
    this.database = database;
    this.repository = repository;
    this.oneAtATime = runtime.mutex("settlement", 0);
  }

  /** Settles everything that is paid and not settled. Blocks the calling thread, which drives the tasks; not in async code. */
  Settlement settle() {
    try (LocalSet tasks = new LocalSet()) {
      return runtime.blockOn(tasks.runUntil(async(this::settleAlone)));
    }
  }

  private Settlement settleAlone() {
    try (Mutex.Guard<Integer> guard = await(oneAtATime.lock())) {
      Ledger ledger = new Ledger();
      List<Long> events = await(database.read("find unsettled", repository::unsettledEvents));
      List<JoinHandle<Void>> bookings = events.stream().map(event -> book(event, ledger)).toList();
      await(Futures.join(bookings));
      Settlement settlement = Settlement.of(UUID.randomUUID(), ledger.accounts());
      await(database.write("store settlement", () -> {
        repository.store(settlement, ledger.posted());
        return true;
      }));
      guard.set(guard.get() + 1);
      return settlement;
    }
  }

  private JoinHandle<Void> book(long event, Ledger ledger) {
    return spawnLocal("book event", () -> {
      await(database.read("read payments", () -> repository.unsettledPayments(event))).forEach(ledger::post);
    });
  }
}
