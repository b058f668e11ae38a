/**
 * What lives here: taking seats, paying for them, giving them back, and finishing what a crash left half done.
 * What it may use: {@code event}, {@code payment}, {@code database}, {@code statistics}, {@code problem}.
 * Which threads call it: tasks in direct style; the repository on blocking-pool threads only.
 * Where to start reading: {@link io.asyncruntime.sample.reservation.Reservations}.
 */
@NullMarked
package io.asyncruntime.sample.reservation;

import org.jspecify.annotations.NullMarked;
