package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopyOnWriteMapTest {
  private final Map<String, String> given = Map.of("order", "1", "customer", "7");
  private final CopyOnWriteMap map = new CopyOnWriteMap(given);

  @Test
  void readsWhatItWasGiven() {
    assertThat(map.get("order")).isEqualTo("1");
    assertThat(map.get("absent")).isNull();
    assertThat(map.containsKey("customer")).isTrue();
    assertThat(map.containsKey("absent")).isFalse();
    assertThat(new HashMap<>(map)).isEqualTo(given);
  }

  @Test
  void writesToACopy() {
    assertThat(map.put("order", "2")).isEqualTo("1");
    assertThat(map.put("new", "3")).isNull();
    assertThat(map.remove("customer")).isEqualTo("7");
    assertThat(map).isEqualTo(Map.of("order", "2", "new", "3"));
    map.clear();
    assertThat(map).isEmpty();
    assertThat(given).containsEntry("order", "1").containsEntry("customer", "7");
  }

  @Test
  void isWrittenToThroughItsEntriesToo() {
    map.entrySet().removeIf(entry -> entry.getKey().equals("order"));
    assertThat(map).isEqualTo(Map.of("customer", "7"));
    assertThat(given).containsKey("order");
  }
}
