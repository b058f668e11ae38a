package io.asyncruntime.internal.queue;

import io.asyncruntime.internal.util.Padded;
import org.jspecify.annotations.Nullable;

/** The field of a {@link LifoSlot}: each poll looks at it, so it is kept apart from what other workers write. */
abstract sealed class LifoSlotField<E> extends Padded permits LifoSlot {
  @Nullable E element;
}
