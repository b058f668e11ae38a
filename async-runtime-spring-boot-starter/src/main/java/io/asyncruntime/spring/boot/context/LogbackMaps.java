package io.asyncruntime.spring.boot.context;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.spi.MDCAdapter;

/**
 * The two maps that Logback has for each thread: one that is written to, and a copy of it that nobody changes, made when it
 * is asked for and forgotten with the next change. Its public methods copy a map to set it, and again to tell whether it is
 * still the same; to put the unchanging copy back where it came from does neither.
 *
 * <p>Both lie in fields that are not public. They are used only if the class is Logback's own, has these and no other state,
 * can be looked into, and behaves on trial; otherwise there is nothing here, and the public methods serve. Any thread.
 */
final class LogbackMaps {
  private static final String WRITTEN = "readWriteThreadLocalMap";
  private static final String UNCHANGING = "readOnlyThreadLocalMap";
  private static final Set<String> STATE = Set.of(WRITTEN, UNCHANGING, "threadLocalMapOfDeques");

  private final LogbackMDCAdapter adapter;
  private final ThreadLocal<@Nullable Map<String, String>> written;
  private final ThreadLocal<@Nullable Map<String, String>> unchanging;

  @SuppressWarnings("unchecked") // a trial follows
  private LogbackMaps(LogbackMDCAdapter adapter) throws ReflectiveOperationException {
    this.adapter = adapter;
    written = (ThreadLocal<@Nullable Map<String, String>>) value(WRITTEN, adapter);
    unchanging = (ThreadLocal<@Nullable Map<String, String>>) value(UNCHANGING, adapter);
  }

  private static Object value(String field, LogbackMDCAdapter adapter) throws ReflectiveOperationException {
    Field inside = LogbackMDCAdapter.class.getDeclaredField(field);
    inside.setAccessible(true);
    return Objects.requireNonNull(inside.get(adapter));
  }

  /** Of what is behind {@link MDC}, which must be on the class path; null if that is not as known here. */
  static @Nullable LogbackMaps ofCurrent() {
    return MDC.getMDCAdapter() instanceof LogbackMDCAdapter adapter ? of(adapter) : null;
  }

  /** Null if the adapter is not as known here. */
  static @Nullable LogbackMaps of(LogbackMDCAdapter adapter) {
    if (adapter.getClass() != LogbackMDCAdapter.class || !isStateAsKnown()) return null;
    try {
      LogbackMaps maps = new LogbackMaps(adapter);
      return maps.behave() ? maps : null;
    } catch (ReflectiveOperationException | RuntimeException notAsKnown) {
      return null;
    }
  }

  private static boolean isStateAsKnown() {
    return Arrays.stream(LogbackMDCAdapter.class.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers())).map(Field::getName).collect(Collectors.toSet())
        .equals(STATE);
  }

  /** Leaves the calling thread's log context as it was. */
  private boolean behave() {
    @Nullable Map<String, String> before = written.get();
    try {
      Map<String, String> given = Collections.singletonMap("given", "1");
      put(given);
      boolean inForce = adapter.getPropertyMap() == given && "1".equals(adapter.get("given"));
      adapter.put("new", "2");
      return inForce && Map.of("given", "1", "new", "2").equals(adapter.getPropertyMap());
    } finally {
      written.set(before);
      unchanging.remove();
    }
  }

  boolean isOf(MDCAdapter current) {
    return current == adapter;
  }

  /** Makes the log context of the calling thread that map, which {@link LogbackMDCAdapter#getPropertyMap} gave. */
  void put(Map<String, String> given) {
    written.set(new CopyOnWriteMap(given));
    unchanging.set(given);
  }
}
