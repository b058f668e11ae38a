package io.asyncruntime.sample.event;

/**
 * An event as a customer sees it.
 *
 * @param id its number
 * @param name its name
 * @param seats how many seats there are
 * @param availableSeats how many of them nobody holds
 * @param priceCents the price of one seat, in cents
 */
record EventView(long id, String name, int seats, int availableSeats, long priceCents) {

  static EventView of(Event event, int taken) {
    return new EventView(event.id(), event.name(), event.seats(), event.seats() - taken, event.priceCents());
  }
}
