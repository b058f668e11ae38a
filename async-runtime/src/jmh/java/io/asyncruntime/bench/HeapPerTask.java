package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.Parked;
import io.asyncruntime.bench.peer.Peer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Heap per parked task: tasks wait on a one-shot of their own (what completes it included), or only to be woken, then the heap after
 * a collection is divided by their number. Arguments: {@code task}, {@code bare} or {@code block}, the number, and peers. Run it
 * with {@code -Xmx6g -XX:+UseSerialGC}, and for blocks with the options of {@link Jvm}.
 *
 * <p>Each peer plays several rounds. In the first the code is new, and mostly interpreted: a frame of it, in the stack that a
 * suspended block keeps, is several times as large as a compiled one. The last shows a program that has run for a while.
 */
public final class HeapPerTask {
  private static final int ROUNDS = 4;
  private static final int COLLECTIONS = 3;
  private static final long SETTLE_MILLIS = 2_000;

  private HeapPerTask() {}

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    Function<Parked, Runnable> park = parking(args[0]);
    int number = Integer.parseInt(args[1]);
    for (String name : Arrays.copyOfRange(args, 2, args.length)) {
      for (int round = 1; round <= ROUNDS; round++) {
        System.out.printf(Locale.ROOT, "%s, %,d parked (%s), round %d: %.0f B each%n", name, number, args[0], round,
            measure(name, park, number));
      }
    }
  }

  private static Function<Parked, Runnable> parking(String what) {
    return switch (what) {
      case "task" -> Parked::park;
      case "bare" -> Parked::parkBare;
      case "block" -> Parked::suspendBlock;
      default -> throw new IllegalArgumentException("park what? task, bare or block, not " + what);
    };
  }

  private static double measure(String name, Function<Parked, Runnable> park, int number) throws InterruptedException {
    try (Peer peer = Peer.open(name)) {
      Parked parked = peer.parked();
      park.apply(parked).run(); // loads what there is to load
      Runnable[] kept = new Runnable[number];
      long before = used();
      for (int i = 0; i < number; i++) {
        kept[i] = park.apply(parked);
      }
      long after = used();
      for (Runnable completion : kept) {
        completion.run();
      }
      return (after - before) / (double) number;
    }
  }

  /** After every task has had time to park: nothing tells from outside when they have. */
  private static long used() throws InterruptedException {
    new CountDownLatch(1).await(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
