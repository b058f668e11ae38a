package io.asyncruntime.spring.boot.context;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

/**
 * The log context, under the key of Micrometer's own accessor. That copies a map to read it; Logback gives a map that nobody
 * changes, the same one for as long as the log context stays as it is. Any thread.
 */
final class MdcAccessor implements ExchangingAccessor<Map<String, String>> {
  private static final boolean LOGBACK = ClassUtils
      .isPresent("ch.qos.logback.classic.util.LogbackMDCAdapter", MdcAccessor.class.getClassLoader());

  @Override
  public Object key() {
    return Slf4jThreadLocalAccessor.KEY;
  }

  @Override
  public @Nullable Map<String, String> getValue() {
    return LOGBACK && MDC.getMDCAdapter() instanceof LogbackMDCAdapter logback
        ? logback.getPropertyMap()
        : MDC.getCopyOfContextMap();
  }

  /**
   * Logback copies a map that is set; so only the entries that differ are put, where the two have the same keys and nobody
   * has changed anything since {@code known} was read.
   */
  @Override
  public void exchange(Map<String, String> known, Map<String, String> next) {
    boolean same = LOGBACK && known.size() == next.size() && MDC.getMDCAdapter() instanceof LogbackMDCAdapter logback
        && logback.getPropertyMap() == known;
    if (!same || !putDifferences(known, next)) MDC.setContextMap(next);
  }

  /** False if the keys were found to be others, when some may have been put already. */
  private static boolean putDifferences(Map<String, String> known, Map<String, String> next) {
    for (Map.Entry<String, String> entry : next.entrySet()) {
      String value = entry.getValue();
      String old = known.get(entry.getKey());
      if (old == null || value == null) return false; // Logback has null values
      if (!old.equals(value)) MDC.put(entry.getKey(), value);
    }
    return true;
  }

  @Override
  public void setValue(Map<String, String> values) {
    MDC.setContextMap(values);
  }

  @Override
  public void setValue() {
    MDC.clear();
  }
}
