/**
 * What lives here: the sums of what was paid and not settled yet, booked event by event.
 * What it may use: {@code database}, {@code problem}, a {@code LocalSet} for a ledger that is not thread-safe.
 * Which threads call it: one blocking-pool thread per settlement, one settlement at a time.
 * Where to start reading: {@link io.asyncruntime.sample.settlement.Settlements}.
 */
@NullMarked
package io.asyncruntime.sample.settlement;

import org.jspecify.annotations.NullMarked;
