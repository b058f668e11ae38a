package io.asyncruntime.spring.boot.method;

import io.asyncruntime.BlockingLane;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What the annotations of a method say, its own before those of its class.
 *
 * @param lane where it runs; null for where its caller does
 * @param limit the time it has; null for any
 */
record MethodRules(@Nullable BlockingLane lane, @Nullable Duration limit) {
  static MethodRules of(Method method, Class<?> type, ConfigurableBeanFactory beans, LaneFinder lanes) {
    Lane lane = find(Lane.class, method, type);
    Deadline deadline = find(Deadline.class, method, type);
    return new MethodRules(lane == null ? null : lanes.find(resolve(lane.value(), beans)),
        deadline == null ? null : parse(resolve(deadline.value(), beans), method));
  }

  static <A extends Annotation> @Nullable A find(Class<A> kind, Method method, Class<?> type) {
    A own = AnnotatedElementUtils.findMergedAnnotation(method, kind);
    return own != null ? own : AnnotatedElementUtils.findMergedAnnotation(type, kind);
  }

  private static String resolve(String text, ConfigurableBeanFactory beans) {
    String resolved = beans.resolveEmbeddedValue(text);
    return resolved == null ? "" : resolved;
  }

  private static Duration parse(String text, Method method) {
    try {
      Duration limit = DurationStyle.detectAndParse(text);
      if (!limit.isNegative() && !limit.isZero()) return limit;
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(notADuration(text, method), e);
    }
    throw new IllegalStateException(notADuration(text, method));
  }

  private static String notADuration(String text, Method method) {
    return "@Deadline(\"" + text + "\") on " + method + " is no duration longer than zero, such as 500ms, 2s or PT2S";
  }
}
