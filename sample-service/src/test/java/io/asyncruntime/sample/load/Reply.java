package io.asyncruntime.sample.load;

import java.util.Optional;
import java.util.UUID;

/**
 * What became of one request.
 *
 * @param customer the name in the reservation, one for each request
 * @param kind what was asked for
 * @param left whether the customer did not want to wait for the answer
 * @param status the answer's status; 0 when none came
 * @param meant when the request was due, by {@link System#nanoTime()}; it is sent later when the sender is late
 * @param ended when the answer was there
 * @param reservation the reservation that the answer names
 */
public record Reply(String customer, Kind kind, boolean left, int status, long meant, long ended,
    Optional<UUID> reservation) {

  /** Whether the service did what it was asked to, or found that it cannot be done: also "sold out" is an answer. */
  public boolean isGood() {
    return status >= 200 && status < 500 && status != 429;
  }

  /** Whether the service said that it has no time for it. */
  public boolean isRefusal() {
    return status == 503 || status == 429;
  }

  /** Whether it failed in a way that a customer should never see. */
  public boolean isFault() {
    return status >= 500 && status != 503;
  }

  /** Whether no answer came to who waited for it. */
  public boolean isSilence() { return status == 0 && !left; }

  /** Milliseconds from the intended start. */
  public double millis() {
    return (ended - meant) / 1e6;
  }
}
