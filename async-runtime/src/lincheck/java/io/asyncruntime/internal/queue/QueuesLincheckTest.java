package io.asyncruntime.internal.queue;

import io.asyncruntime.testkit.ModelCheck;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * The queues of tasks: what is pushed comes out once, at the owner, at a thief or in the overflow. Each model keeps account of
 * what went in and what came out, and the account must balance when all calls have ended.
 */
class QueuesLincheckTest {
  @Test
  void theLocalQueueLosesAndDoublesNothing() {
    ModelCheck.endsWell(SoundLocal.class);
  }

  @Test
  void aPopWithoutCasIsFoundOut() {
    ModelCheck.doesNotEndWell(CarelessLocal.class);
  }

  @Test
  void theRunQueueLosesAndDoublesNothingWhenItsPartsChangePlaces() {
    ModelCheck.endsWell(SoundRun.class);
  }

  @Test
  void theInjectQueueLosesAndDoublesNothing() {
    ModelCheck.endsWell(SoundInject.class);
  }

  @Test
  void takersThatDoNotLockAreFoundOut() {
    ModelCheck.doesNotEndWell(CarelessInject.class);
  }

  @Test
  void theLifoSlotHandsOutOnce() {
    ModelCheck.passes(SoundSlot.class);
  }

  @Test
  void aSlotThatIsReadAndThenClearedIsFoundOut() {
    ModelCheck.findsTheFaultIn(CarelessSlot.class);
  }

  /** What came in and out; each side writes its own lists. */
  private static final class Account implements OverflowSink<Integer> {
    private final List<Integer> in = new ArrayList<>();
    private final List<Integer> byOwner = new ArrayList<>();
    private final List<Integer> byThief = new ArrayList<>();

    @Override
    public void push(Integer element) {
      byOwner.add(element);
    }

    @Override
    public void pushBatch(Object[] batch, int count) {
      for (int i = 0; i < count; i++) {
        byOwner.add((Integer) batch[i]);
      }
    }

    void mustBalance(List<Integer> left) {
      List<Integer> out = new ArrayList<>(left);
      out.addAll(byOwner);
      out.addAll(byThief);
      out.sort(null);
      in.sort(null);
      if (!out.equals(in)) { throw new IllegalStateException("pushed " + in + " but found " + out); }
    }
  }

  private static void note(List<Integer> list, Integer element) {
    if (element != null) {
      list.add(element);
    }
  }

  /** A queue of capacity 4 with an owner and a thief that pops what it stole. */
  public static class SoundLocal {
    private final LocalQueue<Integer> queue = new LocalQueue<>(4);
    private final LocalQueue<Integer> stolen = new LocalQueue<>(4);
    private final Account account = new Account();
    private int next;

    @Operation(nonParallelGroup = "owner")
    public void pushTwo() {
      for (int i = 0; i < 2; i++) {
        account.in.add(++next);
        queue.push(next, account);
      }
    }

    @Operation(nonParallelGroup = "owner")
    public void pop() {
      note(account.byOwner, queue.pop());
    }

    @Operation(nonParallelGroup = "thief")
    public void steal() {
      note(account.byThief, queue.stealInto(stolen));
      for (Integer next = stolen.pop(); next != null; next = stolen.pop()) {
        account.byThief.add(next);
      }
    }

    /** After all calls: the account balances with what is left. */
    @Validate
    public void nothingIsLostOrDoubled() {
      List<Integer> left = new ArrayList<>();
      for (Integer one = queue.pop(); one != null; one = queue.pop()) {
        left.add(one);
      }
      account.mustBalance(left);
    }
  }

  /** A run queue with an owner that holds back and turns, and a thief that also rescues. */
  public static class SoundRun {
    private final RunQueue<Integer> queue = new RunQueue<>(4);
    private final Account account = new Account();
    private final RunQueue<Integer> stolen = new RunQueue<>(4);
    private final LocalQueue<Integer> rescued = new LocalQueue<>(4);
    private int next;

    @Operation(nonParallelGroup = "owner")
    public void pushAndHoldBack() {
      account.in.add(++next);
      queue.push(next, account);
      account.in.add(++next);
      queue.holdBack(next, account);
    }

    @Operation(nonParallelGroup = "owner")
    public void renewAndPop() {
      queue.renewWhenEmpty();
      note(account.byOwner, queue.pop());
    }

    @Operation(nonParallelGroup = "owner")
    public void turn() {
      queue.turn();
    }

    @Operation(nonParallelGroup = "thief")
    public void steal() {
      note(account.byThief, queue.stealInto(stolen));
      for (Integer next = stolen.pop(); next != null; next = stolen.pop()) {
        account.byThief.add(next);
      }
    }

    @Operation(nonParallelGroup = "thief")
    public void rescue() {
      queue.takeHeldBack(rescued, account.byThief::add);
    }

    /** After all calls: the account balances with what is left. */
    @Validate
    public void nothingIsLostOrDoubled() {
      List<Integer> left = new ArrayList<>();
      queue.drain(new OverflowSink<>() {
        @Override
        public void push(Integer element) {
          left.add(element);
        }

        @Override
        public void pushBatch(Object[] batch, int count) {
          throw new IllegalStateException("drained one by one");
        }
      });
      account.mustBalance(left);
    }
  }

  /** The seeded fault: the owner takes the head without a CAS, in a copy of what matters of the queue. */
  public static class CarelessLocal {
    private final int[] buffer = new int[16];
    private final Account account = new Account();
    private volatile int head;
    private volatile int tail;
    private int next;

    @Operation(nonParallelGroup = "owner")
    public void push() {
      account.in.add(++next);
      buffer[tail & 15] = next;
      tail = tail + 1;
    }

    @Operation(nonParallelGroup = "owner")
    public void pop() {
      int real = head;
      if (real != tail) {
        account.byOwner.add(buffer[real & 15]);
        head = real + 1; // the fault
      }
    }

    @Operation(nonParallelGroup = "thief")
    public void steal() {
      int real = head;
      if (real != tail) {
        int element = buffer[real & 15];
        if (claim(real)) {
          account.byThief.add(element);
        }
      }
    }

    private synchronized boolean claim(int real) {
      if (head != real) { return false; }
      head = real + 1;
      return true;
    }

    /** As above. */
    @Validate
    public void nothingIsLostOrDoubled() {
      List<Integer> left = new ArrayList<>();
      for (int at = head; at != tail; at++) {
        left.add(buffer[at & 15]);
      }
      account.mustBalance(left);
    }
  }

  /**
   * The global queue: anybody pushes and takes. A taker may miss a push that has ended behind one that has not; nothing is
   * lost by that, which is what must hold.
   */
  public static class SoundInject {
    final Account account = new Account();
    private final InjectQueue<Integer> queue = new InjectQueue<>();
    private int next;

    @Operation(nonParallelGroup = "first")
    public void push() {
      account.in.add(++next);
      put(next);
    }

    @Operation(nonParallelGroup = "first")
    public void pop() {
      note(account.byOwner, take());
    }

    @Operation(nonParallelGroup = "second")
    public void popToo() {
      note(account.byThief, take());
    }

    void put(int element) {
      queue.push(element);
    }

    Integer take() {
      return queue.pop();
    }

    /** After all calls: the account balances with what is left. */
    @Validate
    public void nothingIsLostOrDoubled() {
      List<Integer> left = new ArrayList<>();
      for (Integer one = take(); one != null; one = take()) {
        left.add(one);
      }
      account.mustBalance(left);
    }
  }

  /** The seeded fault: two takers at a time, without the lock. */
  public static class CarelessInject extends SoundInject {
    private final int[] buffer = new int[32];
    private volatile int head;
    private volatile int tail;

    @Override
    void put(int element) {
      buffer[tail] = element;
      tail = tail + 1;
    }

    @Override
    Integer take() {
      int at = head;
      if (at == tail) { return null; }
      head = at + 1;
      return buffer[at];
    }
  }

  /** The owner puts, anybody takes. */
  public static class SoundSlot {
    private final LifoSlot<Integer> slot = new LifoSlot<>();

    @Operation(nonParallelGroup = "owner")
    public Integer put(@Param(gen = IntGen.class, conf = "1:9") int element) {
      return slot.put(element);
    }

    @Operation
    public Integer take() {
      return slot.take();
    }
  }

  /** The seeded fault: a read, then a write. */
  public static class CarelessSlot {
    private volatile Integer slot;

    @Operation(nonParallelGroup = "owner")
    public Integer put(@Param(gen = IntGen.class, conf = "1:9") int element) {
      Integer before = slot;
      slot = element;
      return before;
    }

    @Operation
    public Integer take() {
      Integer seen = slot;
      slot = null;
      return seen;
    }
  }
}
