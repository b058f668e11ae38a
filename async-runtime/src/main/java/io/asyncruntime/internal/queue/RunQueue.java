package io.asyncruntime.internal.queue;

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
 * <p>The three fields are written by the owner only. A thief that has read them just before a turn may take what is held back,
 * or overlook what is ready: the first does no harm, and against the second the owner tells the others after a turn as after a
 * push.
 *
 * @param <E> what is queued
 */
public final class RunQueue<E> extends RunQueueFields<E> {
  long after1;
  long after2;
  long after3;
  long after4;
  long after5;
  long after6;
  long after7;
  long after8;

  /** The two parts have that capacity each: a power of two, and at least 2. */
  public RunQueue(int capacity) {
    super(new LocalQueue<>(capacity), new LocalQueue<>(capacity));
  }

  /** The owner only. Adds a ready element behind all that are. */
  public void push(E element, OverflowSink<? super E> sink) {
    open().push(element, sink);
  }

  /** The owner only. Adds an element that is ready after a turn. */
  public void holdBack(E element, OverflowSink<? super E> sink) {
    back.push(element, sink);
  }

  /** The owner only. The oldest ready element, or null: in a sealed queue there may be one after a turn. */
  public @Nullable E pop() {
    return front.pop();
  }

  /** The owner only. What is held back is ready from now on. False when there is nothing, or it was said before. */
  public boolean turn() {
    if (back.isEmpty()) {
      unseal();
      return false;
    }
    if (!front.isEmpty()) {
      boolean first = !sealed;
      sealed = true;
      return first;
    }
    LocalQueue<E> emptied = front;
    front = back;
    back = emptied;
    sealed = false;
    return true;
  }

  /** Thieves have taken all that was to be kept in order. */
  private void unseal() {
    if (sealed) {
      sealed = false;
    }
  }

  /** The owner only. Whether {@link #pop} needs a turn to come to the newer of the ready elements. */
  public boolean isSealed() {
    return sealed;
  }

  /** The part that takes ready elements; for its owner. */
  LocalQueue<E> open() {
    return sealed ? back : front;
  }

  /** The owner of {@code into} only, which must not be this queue's. As {@link LocalQueue#stealInto}, of what is ready. */
  public @Nullable E stealInto(RunQueue<E> into) {
    LocalQueue<E> mine = into.open();
    E stolen = front.stealInto(mine);
    return stolen == null && sealed ? back.stealInto(mine) : stolen;
  }

  /** The owner of {@code via} only. As {@link LocalQueue#takeAll}, of what is held back. */
  public void takeHeldBack(LocalQueue<E> via, Consumer<? super E> taker) {
    back.takeAll(via, taker);
  }

  /** The owner of {@code via} only. As {@link LocalQueue#takeAll}, of everything. */
  public void takeAll(LocalQueue<E> via, Consumer<? super E> taker) {
    front.takeAll(via, taker);
    back.takeAll(via, taker);
  }

  /** The owner only. Moves everything to {@code sink}, oldest first. */
  public void drain(OverflowSink<? super E> sink) {
    drain(front, sink);
    drain(back, sink);
  }

  private static <E> void drain(LocalQueue<E> part, OverflowSink<? super E> sink) {
    for (E element = part.pop(); element != null; element = part.pop()) {
      sink.push(element);
    }
  }

  /** Any thread. Whether there is anything at all, ready or held back. */
  public boolean holdsAny() {
    return !front.isEmpty() || !back.isEmpty();
  }

  /** Any thread. How many are ready, roughly while others work on it. */
  public int size() {
    return front.size() + (sealed ? back.size() : 0);
  }

  /** Any thread. Whether none is ready. */
  public boolean isEmpty() { return size() == 0; }

  /** Any thread. Whether a turn would bring some. */
  public boolean isHoldingBack() { return !back.isEmpty(); }

  /** The owner only. How many pushes of ready elements fit for certain, whatever thieves do. */
  public int freeSlots() {
    return open().freeSlots();
  }

  /** How many ready elements fit. */
  public int capacity() {
    return front.capacity();
  }
}
