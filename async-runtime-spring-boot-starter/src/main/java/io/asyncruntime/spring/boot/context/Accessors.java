package io.asyncruntime.spring.boot.context;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a registry knew at one time, in its order. Immutable: nobody writes the arrays. Any thread. */
final class Accessors {
  private final List<ThreadLocalAccessor<?>> registered;
  private final ThreadLocalAccessor<Object>[] all;
  private final boolean[] plain;

  @SuppressWarnings("unchecked") // an accessor is given only what it gave
  Accessors(List<ThreadLocalAccessor<?>> list) {
    registered = List.copyOf(list);
    all = list.stream().map(ThreadLocalAccessors::refine).toArray(ThreadLocalAccessor[]::new);
    plain = new boolean[all.length];
    for (int i = 0; i < plain.length; i++) plain[i] = ThreadLocalAccessors.isOurs(registered.get(i));
  }

  /** Whether these are all that a registry knows now. */
  boolean are(List<ThreadLocalAccessor<?>> now) {
    if (all.length != now.size()) return false;
    for (int i = 0; i < all.length; i++) {
      if (registered.get(i) != now.get(i)) return false;
    }
    return true;
  }

  ThreadLocalAccessor<Object> at(int i) {
    return all[i];
  }

  /** Whether that value can be put in another's place, where a scope must be closed first. */
  boolean isPlain(int i) {
    return plain[i];
  }

  /** Whether it matters for a value if whoever it is set for had it before. */
  boolean tellsOwn(int i) {
    return all[i] instanceof CapturedValueAccessor;
  }

  /** What the accessor gave, on the calling thread or another; {@code own} if whoever it is set for had it before. */
  void set(int i, Object value, boolean own) {
    if (all[i] instanceof CapturedValueAccessor<Object> accessor) {
      accessor.setCaptured(value, own);
    } else {
      all[i].setValue(value);
    }
  }

  /** What the calling thread had before. */
  void restore(int i, Object value) {
    if (all[i] instanceof CapturedValueAccessor<Object> accessor) {
      accessor.setCaptured(value, true);
    } else {
      all[i].restore(value);
    }
  }

  /** The values of the calling thread. */
  @Nullable
  Object[] values() {
    @Nullable Object[] values = new Object[all.length];
    for (int i = 0; i < values.length; i++) values[i] = all[i].getValue();
    return values;
  }
}
