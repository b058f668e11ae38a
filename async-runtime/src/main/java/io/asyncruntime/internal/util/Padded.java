package io.asyncruntime.internal.util;

/**
 * What one thread writes all the time must not share a cache line with what another one reads all the time, or each waits for the
 * other: two workers did their polls at half their speed or less when the collector had laid their objects side by side. This
 * keeps the fields of a subclass off the line of whatever lies before them; superclass fields come first in an object. What lies
 * behind them the last subclass keeps off, with eight fields more. The JVM lays its references behind those: it may have final ones
 * only, which nobody writes.
 */
public abstract class Padded {
  int before0; // fills the gap behind a header of twelve bytes, where a field of the subclass would go
  long before1, before2, before3, before4, before5, before6, before7, before8;

  /** For subclasses. */
  protected Padded() {}
}
