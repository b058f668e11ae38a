package io.asyncruntime.internal.task;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of places for live tasks, part of an {@link OwnedShard}: a small state machine in each slot.
 *
 * <pre>
 *   unused -> a task   the binder: a plain store, published by the count of used slots
 *   a task -> empty    whoever ended the task, once
 * </pre>
 *
 * <p>A slot is used once, so that nobody who clears one can hit a task that came later, and a viewer that looks at all used
 * slots sees every task that is in one from before it began until after it has finished. The binder is one thread at a time.
 */
final class OwnedPage {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(JoinableTask[].class);
  private static final VarHandle USED =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "used", VarHandle.class, OwnedPage.class, int.class);

  /** Written by the binder, and by whoever ends a task. */
  private final @Nullable JoinableTask<?>[] slots;

  /** How many slots were ever filled. Written by the binder with release; a viewer's acquire makes the tasks visible. */
  private int used;

  /** The page that was begun before this one. Written by the binder: it takes pages out of the list that nobody needs. */
  private volatile @Nullable OwnedPage older;

  OwnedPage(int size, @Nullable OwnedPage older) {
    this.slots = new JoinableTask<?>[size];
    this.older = older;
  }

  /** The binder. */
  boolean isFull() { return used == slots.length; }

  /** The binder, on a page that is not full. */
  void add(JoinableTask<?> task) {
    int at = used;
    task.place(this, at);
    slots[at] = task;
    USED.setRelease(this, at + 1);
  }

  /** Whoever ended the task that stands there, once. A viewer may see it for a moment longer. */
  void clear(int slot) {
    SLOT.setOpaque(slots, slot, null);
  }

  /** Any thread. Whether no task is left of those that were added; the binder adds none meanwhile. */
  boolean isEmpty() {
    for (int i = 0; i < used; i++) {
      if (SLOT.getOpaque(slots, i) != null) { return false; }
    }
    return true;
  }

  /** Any thread. */
  void forEach(Consumer<? super JoinableTask<?>> viewer) {
    int end = (int) USED.getAcquire(this);
    for (int i = 0; i < end; i++) {
      JoinableTask<?> task = (JoinableTask<?>) SLOT.getOpaque(slots, i);
      if (task != null) {
        viewer.accept(task);
      }
    }
  }

  /** Any thread. */
  @Nullable
  OwnedPage older() {
    return older;
  }

  /** The binder. */
  void setOlder(@Nullable OwnedPage page) { older = page; }
}
