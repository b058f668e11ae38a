package io.asyncruntime.sample.settlement;

import java.util.List;
import java.util.UUID;

/**
 * The sums of one settlement.
 *
 * @param id its number
 * @param reservations how many reservations it settles
 * @param totalCents what they cost together
 * @param accounts the same for each event that has any
 */
record Settlement(UUID id, int reservations, long totalCents, List<Account> accounts) {

  static Settlement of(UUID id, List<Account> accounts) {
    int reservations = accounts.stream().mapToInt(Account::reservations).sum();
    long total = accounts.stream().mapToLong(Account::cents).sum();
    return new Settlement(id, reservations, total, accounts);
  }

  /** The sums of one event. */
  record Account(long event, int reservations, long cents) {}
}
