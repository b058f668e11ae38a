package io.asyncruntime.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A queue of one: what its owner runs next, before its {@link LocalQueue}. The owner puts and takes; a thief takes only when
 * the owner is stuck.
 *
 * <pre>
 *   empty -> full    owner: put
 *   full  -> full    owner: put, which gives back the element before
 *   full  -> empty   owner or thief: take
 * </pre>
 *
 * An element leaves by an atomic exchange, so it is taken once; the exchange releases what its writer did before and acquires
 * what the one before did. Filling an empty slot is a release store: only the owner puts, and thieves leave an empty slot alone.
 *
 * @param <E> what is queued
 */
public final class LifoSlot<E> extends LifoSlotField<E> {
  private static final VarHandle ELEMENT =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "element", VarHandle.class, LifoSlotField.class,
          Object.class);

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** The owner only. Puts {@code element} in and gives back what was there. */
  @SuppressWarnings("unchecked")
  public @Nullable E put(E element) {
    if (isEmpty()) {
      ELEMENT.setRelease(this, element); // a thief that takes it sees what the owner wrote before
      return null;
    }
    return (E) ELEMENT.getAndSet(this, element);
  }

  /** Any thread. Takes what is there, or null. */
  @SuppressWarnings("unchecked")
  public @Nullable E take() {
    return isEmpty() ? null : (E) ELEMENT.getAndSet(this, null);
  }

  /** Any thread. Exact for the owner when it says "empty": nobody else puts. */
  public boolean isEmpty() {
    return ELEMENT.getOpaque(this) == null;
  }
}
