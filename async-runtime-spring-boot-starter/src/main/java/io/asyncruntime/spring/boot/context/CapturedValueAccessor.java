package io.asyncruntime.spring.boot.context;

import io.micrometer.context.ThreadLocalAccessor;

/** Knows a cheaper way than {@link #setValue(Object)} for what {@link #getValue()} gave. Any thread. */
interface CapturedValueAccessor<V> extends ThreadLocalAccessor<V> {
  /**
   * As {@link #setValue(Object)}, for a value that {@link #getValue()} gave on this thread or another. It need not be
   * copied if it is {@code own}: whoever it is set for had it before.
   */
  void setCaptured(V value, boolean own);
}
