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
final class MdcAccessor implements CapturedValueAccessor<Map<String, String>> {
  private static final boolean LOGBACK = ClassUtils
      .isPresent("ch.qos.logback.classic.util.LogbackMDCAdapter", MdcAccessor.class.getClassLoader());
  private static final @Nullable LogbackMaps CURRENT = LOGBACK ? LogbackMaps.ofCurrent() : null;

  private final @Nullable LogbackMaps maps;

  MdcAccessor() {
    this(CURRENT);
  }

  /** Without {@code maps}, by the public methods of the log context only. */
  MdcAccessor(@Nullable LogbackMaps maps) {
    this.maps = maps;
  }

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

  @Override
  public void setCaptured(Map<String, String> value, boolean own) {
    if (maps != null && maps.isOf(MDC.getMDCAdapter())) {
      maps.put(value);
    } else {
      setValue(value);
    }
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
