package io.asyncruntime.internal.queue;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one worker runs next, and what it holds back: a task that yielded waits until the ready ones had their turn. Two
 * {@link LocalQueue}s that change places, so that a task that yields is moved once, and not from one queue to the other.
 *
 * <pre>
 *   state    front              back                   owner's pushes    thieves
 *   open     ready              held back              front             front
 *   sealed   ready, no more     held back, then ready  back              front, then back
 *            are added
 *
 *   open   -> open      owner: {@link #turn} while front is empty: the two change places
 *   open   -> sealed    owner: {@link #turn} while front is not empty
 *   sealed -> open      owner: {@link #turn} while front is empty: the two change places
 *   sealed -> open      owner: {@link #turn} while back is empty, because thieves took it all
 * </pre>
 *
 * <p>So what was held back at a turn is run after what was ready then, and before what became ready later: a stream of new tasks
 * cannot keep it waiting. In a sealed queue front only shrinks.
 *
 * <p>Which part is front, and whether the queue is sealed, is one word, so whoever reads it sees both as they were at one time. It
 * is written by the owner only, and opaquely: nothing is published by it, the parts are final. A thief that has read it just before
 * a turn may take what is held back, or overlook what is ready: the first does no harm, and against the second the owner tells the
 * others after a turn as after a push, with a fence between the two.
 *
 * @param <E> what is queued
 */
public final class RunQueue<E> extends RunQueueFields {
  /** Bit of the state: the second part is front. */
  private static final int SWAPPED = 1;

  /** Bit of the state. */
  private static final int SEALED = 2;

  private static final VarHandle STATE =
      ConstantBootstraps.fieldVarHandle(MethodHandles.lookup(), "state", VarHandle.class, RunQueueFields.class,
          int.class);

  private final LocalQueue<E> first;
  private final LocalQueue<E> second;

  long after1, after2, after3, after4, after5, after6, after7, after8;

  /** The two parts have that capacity each: a power of two, and at least 2. */
  public RunQueue(int capacity) {
    first = new LocalQueue<>(capacity);
    second = new LocalQueue<>(capacity);
  }

  /** The owner only. Adds a ready element behind all that are. */
  public void push(E element, OverflowSink<? super E> sink) {
    open().push(element, sink);
  }

  /** The owner only. Adds an element that is ready after a turn. */
  public void holdBack(E element, OverflowSink<? super E> sink) {
    back(state).push(element, sink);
  }

  /** The owner only. The oldest ready element, or null: in a sealed queue there may be one after a turn. */
  public @Nullable E pop() {
    return front(state).pop();
  }

  /** The owner only. What is held back is ready from now on. False when there is nothing, or it was said before. */
  public boolean turn() {
    int before = state;
    if (back(before).isEmpty()) {
      become(before & ~SEALED); // thieves have taken all that was to be kept in order
      return false;
    }
    if (front(before).isEmpty()) {
      become((before ^ SWAPPED) & ~SEALED);
      return true;
    }
    become(before | SEALED);
    return (before & SEALED) == 0;
  }

  private void become(int next) {
    STATE.setOpaque(this, next);
  }

  /** The owner only. Whether {@link #pop} needs a turn to come to the newer of the ready elements. */
  public boolean isSealed() {
    return (state & SEALED) != 0;
  }

  private LocalQueue<E> front(int now) {
    return (now & SWAPPED) == 0 ? first : second;
  }

  private LocalQueue<E> back(int now) {
    return (now & SWAPPED) == 0 ? second : first;
  }

  /** The owner only. The part that takes ready elements. */
  LocalQueue<E> open() {
    return isSealed() ? back(state) : front(state);
  }

  /** Any thread. */
  private int seen() {
    return (int) STATE.getOpaque(this);
  }

  /** The owner of {@code into} only, which must not be this queue's. As {@link LocalQueue#stealInto}, of what is ready. */
  public @Nullable E stealInto(RunQueue<E> into) {
    int now = seen();
    LocalQueue<E> mine = into.open();
    E stolen = front(now).stealInto(mine);
    return stolen == null && (now & SEALED) != 0 ? back(now).stealInto(mine) : stolen;
  }

  /** The owner of {@code via} only. As {@link LocalQueue#takeAll}, of what is held back. */
  public void takeHeldBack(LocalQueue<E> via, Consumer<? super E> taker) {
    back(seen()).takeAll(via, taker);
  }

  /** The owner of {@code via} only. As {@link LocalQueue#takeAll}, of everything. */
  public void takeAll(LocalQueue<E> via, Consumer<? super E> taker) {
    int now = seen();
    front(now).takeAll(via, taker);
    back(now).takeAll(via, taker);
  }

  /** The owner only. As {@link LocalQueue#renewWhenEmpty}. */
  public void renewWhenEmpty() {
    first.renewWhenEmpty();
    second.renewWhenEmpty();
  }

  /** The owner only. Moves everything to {@code sink}, oldest first. */
  public void drain(OverflowSink<? super E> sink) {
    drain(front(state), sink);
    drain(back(state), sink);
  }

  private static <E> void drain(LocalQueue<E> part, OverflowSink<? super E> sink) {
    for (E element = part.pop(); element != null; element = part.pop()) {
      sink.push(element);
    }
  }

  /** Any thread. Whether there is anything at all, ready or held back. */
  public boolean holdsAny() {
    return !first.isEmpty() || !second.isEmpty();
  }

  /** Any thread. How many are ready, roughly while others work on it. */
  public int size() {
    int now = seen();
    return front(now).size() + ((now & SEALED) == 0 ? 0 : back(now).size());
  }

  /** Any thread. Whether none is ready. */
  public boolean isEmpty() { return size() == 0; }

  /** Any thread. Whether a turn would bring some. */
  public boolean isHoldingBack() { return !back(seen()).isEmpty(); }

  /** The owner only. How many pushes of ready elements fit for certain, whatever thieves do. */
  public int freeSlots() {
    return open().freeSlots();
  }

  /** How many ready elements fit. */
  public int capacity() {
    return first.capacity();
  }
}
