package io.asyncruntime.sample.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.reservation.ReservationRequest.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationRequestTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  void allowsOneToTenSeats(int seats) {
    assertThat(new ReservationRequest(" Ada ", seats).checked()).isEqualTo(new Order("Ada", seats));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(ints = {0, -1, 11, Integer.MIN_VALUE, Integer.MAX_VALUE})
  void refusesOtherNumbersOfSeats(@Nullable Integer seats) {
    assertThatThrownBy(() -> new ReservationRequest("Ada", seats).checked()).isInstanceOf(Problem.class)
        .hasMessage("\"seats\" must be a whole number from 1 to 10, but is " + seats + ".");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "   ", "a\u0000b", "two\nlines", "\u001b[31mred", "Ada\u202e", "A\u200bda", "Ada\u2028", "\ud83d"})
  void refusesNamesThatAreNone(@Nullable String customer) {
    assertThatThrownBy(() -> new ReservationRequest(customer, 1).checked()).isInstanceOf(Problem.class)
        .hasMessageStartingWith("\"customer\" m");
  }

  @Test
  void limitsTheLengthOfNames() {
    assertThat(new ReservationRequest("x".repeat(100), 1).checked().customer()).hasSize(100);
    assertThatThrownBy(() -> new ReservationRequest("x".repeat(101), 1).checked())
        .hasMessage("\"customer\" may have at most 100 characters, but has 101.");
  }
}
