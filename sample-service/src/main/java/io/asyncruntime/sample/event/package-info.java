/**
 * What lives here: events that sell seats, what is left of them, and the demo events of a first start.
 * What it may use: {@code database}, {@code statistics}, {@code problem}.
 * Which threads call it: request threads and tasks; repositories on blocking-pool threads only.
 * Where to start reading: {@code EventController}.
 */
@NullMarked
package io.asyncruntime.sample.event;

import org.jspecify.annotations.NullMarked;
