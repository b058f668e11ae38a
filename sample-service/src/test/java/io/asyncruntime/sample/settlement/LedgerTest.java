package io.asyncruntime.sample.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.sample.settlement.Ledger.Payment;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger();

  @Test
  void addsUpPerEvent() {
    ledger.post(new Payment(UUID.randomUUID(), 2, 100));
    ledger.post(new Payment(UUID.randomUUID(), 1, 30));
    ledger.post(new Payment(UUID.randomUUID(), 2, 5));
    assertThat(ledger.accounts()).containsExactly(new Settlement.Account(1, 1, 30), new Settlement.Account(2, 2, 105));
    Settlement settlement = Settlement.of(UUID.randomUUID(), ledger.accounts());
    assertThat(settlement.reservations()).isEqualTo(3);
    assertThat(settlement.totalCents()).isEqualTo(135);
  }

  @Test
  void postsAReservationOnce() {
    Payment payment = new Payment(UUID.randomUUID(), 1, 30);
    ledger.post(payment);
    assertThatThrownBy(() -> ledger.post(payment)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(payment.reservation().toString());
    assertThat(ledger.posted()).containsExactly(payment.reservation());
  }
}
