package io.asyncruntime.sample.statistics;

import io.asyncruntime.sync.BlockingMutex;
import org.springframework.stereotype.Component;

/**
 * Counts what became of the requests for seats. The counters change together under a {@link BlockingMutex}, the lock for
 * short sections without an await, so a snapshot always adds up. Any thread may call.
 */
@Component
public final class Statistics {
  private final BlockingMutex<Counters> counters = new BlockingMutex<>(new Counters());

  /** Seats were taken and wait for their payment. */
  public void reserved() {
    counters.withLock(c -> c.reserved++);
  }

  /** A reservation was paid. */
  public void paid() {
    counters.withLock(c -> c.paid++);
  }

  /** A reservation was not paid, and its seats are free again. */
  public void released() {
    counters.withLock(c -> c.released++);
  }

  /** A request was refused before it held any seat. */
  public void refused() {
    counters.withLock(c -> c.refused++);
  }

  /** All counters at one moment. */
  public Snapshot snapshot() {
    return counters.withLock(c -> new Snapshot(c.reserved, c.paid, c.released, c.refused));
  }

  /**
   * The counters since the start of the service.
   *
   * @param reserved how many reservations took seats
   * @param paid how many reservations were paid, those that an earlier run left behind included
   * @param released how many reservations gave their seats back, those that an earlier run left behind included
   * @param refused how many requests held no seat at any time
   */
  public record Snapshot(long reserved, long paid, long released, long refused) {}

  /** Guarded by the mutex. */
  private static final class Counters {
    private long reserved;
    private long paid;
    private long released;
    private long refused;
  }
}
