package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/** A log context that is put back into Logback's own fields, beside one that is set by its public methods. */
class LogbackMapsTest {
  private final LogbackMDCAdapter adapter = new LogbackMDCAdapter();
  private final LogbackMaps maps = Objects.requireNonNull(LogbackMaps.of(adapter), "this Logback is not as known");

  @SuppressWarnings("unchecked") // Logback's own method has a raw type
  private static final class Other extends LogbackMDCAdapter {
  }

  private Map<String, String> given(Map<String, String> entries) {
    adapter.setContextMap(entries);
    Map<String, String> given = adapter.getPropertyMap();
    adapter.clear();
    return given;
  }

  @Test
  void theLogbackOfThisBuildIsAsKnown() {
    assertThat(LogbackMaps.ofCurrent()).isNotNull();
    assertThat(Objects.requireNonNull(LogbackMaps.ofCurrent()).isOf(MDC.getMDCAdapter())).isTrue();
    assertThat(maps.isOf(MDC.getMDCAdapter())).isFalse();
  }

  @Test
  void anAdapterOfTheApplicationsIsLeftAlone() {
    assertThat(LogbackMaps.of(new Other())).isNull();
  }

  @Test
  void theTrialLeavesTheLogContextAsItWas() {
    adapter.put("order", "1");
    assertThat(LogbackMaps.of(adapter)).isNotNull();
    assertThat(adapter.getPropertyMap()).isEqualTo(Map.of("order", "1"));
    adapter.clear();
    assertThat(LogbackMaps.of(adapter)).isNotNull();
    assertThat(adapter.getPropertyMap()).isNull();
  }

  @Test
  void whatIsPutIsInForceWithoutACopy() {
    Map<String, String> given = given(Map.of("order", "1", "customer", "7"));
    maps.put(given);
    assertThat(adapter.getPropertyMap()).isSameAs(given);
    assertThat(adapter.get("order")).isEqualTo("1");
    assertThat(adapter.get("absent")).isNull();
    assertThat(adapter.getKeys()).containsExactlyInAnyOrder("order", "customer");
    MDCAdapter asSeenByUsers = adapter;
    assertThat(asSeenByUsers.getCopyOfContextMap()).isEqualTo(given).isNotSameAs(given);
  }

  @Test
  void eachChangeIsMadeToACopyAndSeen() {
    Map<String, String> given = given(Map.of("order", "1", "customer", "7"));
    maps.put(given);
    adapter.put("order", "2");
    assertThat(adapter.getPropertyMap()).isEqualTo(Map.of("order", "2", "customer", "7"));
    adapter.remove("customer");
    assertThat(adapter.getPropertyMap()).isEqualTo(Map.of("order", "2"));
    adapter.put("empty", null);
    assertThat(adapter.getPropertyMap()).containsEntry("empty", null).hasSize(2);
    assertThat(given).isEqualTo(Map.of("order", "1", "customer", "7"));
  }

  @Test
  void removingFirstIsAChangeToo() {
    Map<String, String> given = given(Map.of("order", "1"));
    maps.put(given);
    adapter.remove("absent");
    assertThat(adapter.getPropertyMap()).isEqualTo(given);
    adapter.remove("order");
    assertThat(adapter.getPropertyMap()).isEmpty();
    assertThat(given).containsEntry("order", "1");
  }

  @Test
  void itCanBeClearedAndSetByThePublicMethods() {
    maps.put(given(Map.of("order", "1")));
    adapter.clear();
    assertThat(adapter.getPropertyMap()).isNull();
    maps.put(given(Map.of("order", "1")));
    adapter.setContextMap(new HashMap<>(Map.of("order", "2")));
    assertThat(adapter.getPropertyMap()).isEqualTo(Map.of("order", "2"));
  }

  @Test
  void twoThreadsMayHaveOneMap() throws InterruptedException {
    Map<String, String> given = given(Map.of("order", "1"));
    maps.put(given);
    Thread other = new Thread(() -> {
      maps.put(given);
      adapter.put("order", "2");
    });
    other.start();
    other.join();
    assertThat(adapter.get("order")).isEqualTo("1");
    assertThat(adapter.getPropertyMap()).isSameAs(given);
  }
}
