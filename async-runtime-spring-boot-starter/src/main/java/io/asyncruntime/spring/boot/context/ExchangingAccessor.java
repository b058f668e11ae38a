package io.asyncruntime.spring.boot.context;

import io.micrometer.context.ThreadLocalAccessor;

/** Knows a cheaper way than to set a value that comes in the place of one it knows. Any thread. */
interface ExchangingAccessor<V> extends ThreadLocalAccessor<V> {
  /** As {@link #setValue(Object) setValue(next)}; {@code known} is what {@link #getValue()} gave on this thread last. */
  void exchange(V known, V next);
}
