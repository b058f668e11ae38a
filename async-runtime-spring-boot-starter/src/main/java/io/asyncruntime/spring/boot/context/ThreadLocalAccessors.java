package io.asyncruntime.spring.boot.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

/**
 * Tells Micrometer of the thread-locals that matter to a Spring service and that it does not know by itself: each that is
 * on the class path, unless the application registered one of the same key before. The registry is that of the JVM, so
 * other users of it carry these values too.
 */
public final class ThreadLocalAccessors {
  private static final String SECURITY =
      "org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor";
  private static final List<String> TYPES = List.of(
      "org.springframework.context.i18n.LocaleContextThreadLocalAccessor",
      "org.springframework.web.context.request.RequestAttributesThreadLocalAccessor", SECURITY);

  private static final ClassValue<Boolean> OURS = new ClassValue<>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      return type == MdcAccessor.class || TYPES.contains(type.getName());
    }
  };

  private ThreadLocalAccessors() {
  }

  /** Registers what is there and unknown. Any number of times; one caller at a time. */
  public static synchronized void register(ContextRegistry registry) {
    register(registry, new MdcAccessor());
    for (String type : TYPES) {
      if (isPresent(type)) register(registry, instance(type));
    }
  }

  private static void register(ContextRegistry registry, ThreadLocalAccessor<?> accessor) {
    boolean known = registry.getThreadLocalAccessors().stream().anyMatch(other -> other.key().equals(accessor.key()));
    if (!known) registry.registerThreadLocalAccessor(accessor);
  }

  /** Whether it is one of those registered here, which keep a plain value each. Any thread. */
  static boolean isOurs(ThreadLocalAccessor<?> accessor) {
    return OURS.get(accessor.getClass());
  }

  /** What to use where {@code registered} is known: itself, or what does the same more carefully. Any thread. */
  static ThreadLocalAccessor<?> refine(ThreadLocalAccessor<?> registered) {
    return registered.getClass().getName().equals(SECURITY) ? new SecurityContextAccessor() : registered;
  }

  private static boolean isPresent(String type) {
    return ClassUtils.isPresent(type, ThreadLocalAccessors.class.getClassLoader());
  }

  private static ThreadLocalAccessor<?> instance(String type) {
    Class<?> accessor = ClassUtils.resolveClassName(type, ThreadLocalAccessors.class.getClassLoader());
    return (ThreadLocalAccessor<?>) BeanUtils.instantiateClass(accessor);
  }
}
