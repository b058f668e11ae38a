package io.asyncruntime.sample.settlement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Adds up payments per event. Not thread-safe, like much code that was there before: the tasks that post to it all belong
 * to one {@code LocalSet}, where no two of them ever run at once.
 */
final class Ledger {
  private final TreeMap<Long, Account> accounts = new TreeMap<>();
  private final Set<UUID> posted = new HashSet<>();

  /** Posts a payment to its event's account; a reservation can be posted once. */
  void post(Payment payment) {
    if (!posted.add(payment.reservation())) {
      throw new IllegalStateException("Reservation " + payment.reservation() + " was posted before");
    }
    Account account = accounts.computeIfAbsent(payment.event(), event -> new Account());
    account.reservations++;
    account.cents += payment.amountCents();
  }

  /** The reservations that were posted. */
  Set<UUID> posted() {
    return Set.copyOf(posted);
  }

  /** The accounts by event. */
  List<Settlement.Account> accounts() {
    List<Settlement.Account> copy = new ArrayList<>(accounts.size());
    accounts.forEach((event, a) -> copy.add(new Settlement.Account(event, a.reservations, a.cents)));
    return List.copyOf(copy);
  }

  /** A reservation that was paid. */
  record Payment(UUID reservation, long event, long amountCents) {}

  private static final class Account {
    private int reservations;
    private long cents;
  }
}
