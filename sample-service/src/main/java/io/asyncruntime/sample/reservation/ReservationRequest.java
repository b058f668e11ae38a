package io.asyncruntime.sample.reservation;

import io.asyncruntime.sample.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for seats, as it came.
 *
 * @param customer who asks
 * @param seats how many seats
 */
record ReservationRequest(@Nullable String customer, @Nullable Integer seats) {
  static final int MAX_SEATS = 10;
  static final int MAX_CUSTOMER_LENGTH = 100;

  /** What is asked for, once it is known to be allowed. */
  record Order(String customer, int seats) {}

  /** Checks the request; the {@link Problem} says what is allowed. */
  Order checked() {
    if (seats == null || seats < 1 || seats > MAX_SEATS) {
      throw Problem.badRequest("\"seats\" must be a whole number from 1 to " + MAX_SEATS + ", but is " + seats + ".");
    }
    if (customer == null || customer.isBlank()) {
      throw Problem.badRequest("\"customer\" must be a name of 1 to " + MAX_CUSTOMER_LENGTH + " characters, but is "
          + (customer == null ? "missing." : "blank."));
    }
    if (customer.length() > MAX_CUSTOMER_LENGTH) {
      throw Problem.badRequest("\"customer\" may have at most " + MAX_CUSTOMER_LENGTH + " characters, but has "
          + customer.length() + ".");
    }
    if (!customer.codePoints().allMatch(ReservationRequest::isPrintable)) {
      throw Problem
          .badRequest("\"customer\" may not contain control, direction or zero-width characters, nor halves of one.");
    }
    return new Order(customer.strip(), seats);
  }

  /** Whether all who read a list of names see that there is one, and where it ends. */
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
        false;
      default -> true;
    };
  }
}
