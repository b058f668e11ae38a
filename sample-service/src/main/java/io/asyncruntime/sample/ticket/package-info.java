/**
 * What lives here: the ticket of a paid reservation, as a QR code.
 * What it may use: {@code reservation}, {@code problem}, ZXing.
 * Which threads call it: tasks; the picture is drawn in place, in a section marked as blocking.
 * Where to start reading: {@code TicketController}.
 */
@NullMarked
package io.asyncruntime.sample.ticket;

import org.jspecify.annotations.NullMarked;
