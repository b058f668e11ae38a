package io.asyncruntime.scenario.exhaustion;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A task whose polls fill the heap to the last byte, hold it for a while, so that it is the others who get none, and let go. */
final class Glutton implements Future<Integer> {
  private static final int[] SIZES = {1 << 20, 8 << 10, 16}; // what is left by one is filled by the next

  private final SplittableRandom random;
  private final boolean lets;
  private int polls;

  /** What it eats in. Kept in a list of its own making: a collection would need memory to grow. */
  private static final class Bite {
    final byte[] bytes;
    final @Nullable Bite next;

    Bite(int size, @Nullable Bite next) {
      this.bytes = new byte[size];
      this.next = next;
    }
  }

  /** Polled so often; in the end it lets the error out, or not. */
  Glutton(long seed, int polls, boolean lets) {
    this.random = new SplittableRandom(seed);
    this.polls = polls;
    this.lets = lets;
  }

  @Override
  public Poll<Integer> poll(Context cx) {
    int holds = random.nextInt(1_000);
    if (--polls <= 0) {
      if (lets) { throw new OutOfMemoryError(String.valueOf(eat(holds))); }
      return Poll.ready(eat(holds));
    }
    eat(holds);
    cx.waker().wake();
    return Poll.pending();
  }

  /** Until there is nothing left, and then for so many microseconds. */
  static int eat(int holdsMicros) {
    Bite all = null;
    int bites = 0;
    for (int size : SIZES) {
      try {
        while (true) {
          all = new Bite(size, all);
          bites++;
        }
      } catch (OutOfMemoryError full) {
        bites++; // the next smaller ones
      }
    }
    long end = System.nanoTime() + holdsMicros * 1_000L;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    return all == null ? 0 : bites + all.bytes.length;
  }
}
