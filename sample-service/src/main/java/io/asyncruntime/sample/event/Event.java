package io.asyncruntime.sample.event;

/**
 * Something to see, with numbered seats {@code 1..seats}.
 *
 * @param id its number, given by the organiser
 * @param name what is printed on the ticket
 * @param seats how many seats there are
 * @param priceCents the price of one seat, in cents
 */
public record Event(long id, String name, int seats, long priceCents) {}
