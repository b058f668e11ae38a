package io.asyncruntime.sample.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeatMapTest {
  private final SeatMap map = new SeatMap(5);

  @Test
  void givesTheFirstFreeSeatsInOrder() {
    map.load(List.of(1, 3));
    assertThat(map.firstFree(2)).contains(List.of(2, 4));
    assertThat(map.free()).isEqualTo(3);
  }

  @Test
  void givesAllOrNone() {
    map.load(List.of(1, 2, 3));
    assertThat(map.firstFree(3)).isEmpty();
    assertThat(map.firstFree(2)).contains(List.of(4, 5));
  }

  @Test
  void takesTheLastSeat() {
    map.load(List.of());
    map.taken(List.of(1, 2, 3, 4, 5));
    assertThat(map.firstFree(1)).isEmpty();
    map.freed(List.of(5));
    assertThat(map.firstFree(1)).contains(List.of(5));
  }

  @Test
  void isStaleFromTheStartAndWhileAWriteIsUnderWay() {
    assertThat(map.isFresh()).isFalse();
    map.load(List.of());
    assertThat(map.isFresh()).isTrue();
    map.writeBegins();
    assertThat(map.isFresh()).isFalse();
    map.taken(List.of(1));
    assertThat(map.isFresh()).isTrue();
  }

  @Test
  void loadingForgetsWhatWasBelieved() {
    map.taken(List.of(1, 2));
    map.load(List.of(5));
    assertThat(map.firstFree(4)).contains(List.of(1, 2, 3, 4));
  }
}
