package io.asyncruntime.sample.reservation;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.interval;
import static io.asyncruntime.Async.spawn;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Futures;
import io.asyncruntime.future.Select;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.task.CancellationToken;
import io.asyncruntime.time.Interval;
import io.asyncruntime.time.MissedTickBehavior;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Finishes what was left half done: by a process that was killed, by a task that was aborted, by a provider that could not
 * be asked. It closes each payment, which tells for good whether it was paid, and keeps the seats or gives them back.
 *
 * <p>It may race with the request that made a reservation: the provider has one answer for both, and each change of
 * status happens once.
 */
@Component
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** How many are settled at once; the rest at the next look. */
  private static final int BATCH = 100;

  private final AsyncRuntime runtime;
  private final Database database;
  private final ReservationRepository repository;
  private final Reservations reservations;
  private final RecoveryProperties properties;
  private final CancellationToken stopping;
  private final Instant startedAt = Instant.now();

  Recovery(
      AsyncRuntime runtime,
      Database database,
      ReservationRepository repository,
      Reservations reservations,
      RecoveryProperties properties,
      CancellationToken asyncRuntimeShutdownToken) {
    this.runtime = runtime;
    this.database = database;
    this.repository = repository;
    this.reservations = reservations;
    this.properties = properties;
    this.stopping = asyncRuntimeShutdownToken;
  }

  /** Looks at once, and again and again until the service stops. It answers meanwhile. */
  @EventListener(ApplicationReadyEvent.class)
  void start() {
    runtime.spawn("recovery", () -> {
      Interval ticks = interval(properties.every()).missedTickBehavior(MissedTickBehavior.DELAY);
      while (isTimeToLook(ticks)) settleLeftOvers();
    });
  }

  /** True at the next tick, false when the service stops before. */
  private boolean isTimeToLook(Interval ticks) {
    return await(
        Select.<RuntimeInstant, Boolean>of(ticks.tick(), at -> true).on(stopping.cancelled(), nothing -> false));
  }

  private void settleLeftOvers() {
    Instant old = Instant.now().minus(properties.after());
    Instant deadline = old.isAfter(startedAt) ? old : startedAt;
    try {
      List<UUID> left = await(database.read("find left-overs", () -> repository.pendingSince(deadline, BATCH)));
      await(Futures.join(left.stream().map(id -> spawn("settle left-over", () -> settle(id))).toList()));
    } catch (RuntimeException e) {
      LOG.warn("Could not look for reservations left half done; the next look is in {}", properties.every(), e);
    }
  }

  private void settle(UUID id) {
    try {
      LOG.info("Reservation {} was left half done; it is {} now", id, reservations.settle(id).status());
    } catch (RuntimeException e) {
      LOG.warn("Reservation {} is still half done; the next look is in {}", id, properties.every(), e);
    }
  }
}
