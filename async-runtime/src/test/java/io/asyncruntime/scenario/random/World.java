package io.asyncruntime.scenario.random;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.ClosedException;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.ElapsedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Where one program runs: its runtime, what its tasks share, and the books. Any thread. */
final class World {
  final Program program;
  final Hooks hooks;
  final AsyncRuntime runtime;
  final Books books = new Books();
  final Feed feed;
  final Dial dial = new Dial(this);

  /** A thread that the runtime knows nothing of. */
  final Executor outside;

  private final List<Shared> shared;
  private final List<Pipe> pipes = new ArrayList<>();
  private final LongAdder operations = new LongAdder();
  private final AtomicInteger unexpected = new AtomicInteger();
  private final Queue<AssertionError> faults = new ConcurrentLinkedQueue<>();

  /** From then on a task may find itself in a runtime that is shut down. */
  private volatile boolean ending;

  World(Program program, Executor outside) {
    this.program = program;
    this.outside = outside;
    this.hooks = new Hooks(program.settings().hooks());
    this.shared = program.shared().stream().map(SharedKind::make).toList();
    program.pipes().forEach(capacity -> pipes.add(new Pipe(this, capacity)));
    this.feed = new Feed(program.feedCapacity());
    this.runtime = program.settings().build(hooks);
  }

  Shared shared(int index) {
    return shared.get(index);
  }

  List<Shared> shared() {
    return shared;
  }

  Pipe pipe(int index) {
    return pipes.get(index);
  }

  List<Pipe> pipes() {
    return pipes;
  }

  /** One step more: nothing hangs. */
  void tick() {
    operations.increment();
  }

  long operations() {
    return operations.sum();
  }

  JoinHandle<Void> spawn(Body body, Runnable atEnd) {
    return runtime.spawn(body.tracked(this, Tracked.Role.TASK, atEnd));
  }

  /** The end of a task, which is right however it comes about if the program had planned it. */
  Future<?> joined(JoinHandle<?> handle, boolean aborted) {
    return handle.map(value -> (Object) handle)
        .recover(failure -> isRightEnd(failure, aborted) ? Future.ready(handle) : Future.failed(failure));
  }

  boolean isRightEnd(Throwable failure, boolean aborted) {
    if (!(failure instanceof JoinException ended)) { return false; }
    return ended.isCancelled() ? aborted || ending : isPlanned(ended.getCause());
  }

  /** Runs a branch on this thread. */
  void blockOn(Body branch) {
    try {
      runtime.blockOn(branch.tracked(this, Tracked.Role.ROOT, () -> {}));
    } catch (PlannedPanic planned) {
      tick();
    }
  }

  void beginToEnd() {
    ending = true;
  }

  boolean isEnding() { return ending; }

  /** A body threw. */
  void failed(Throwable failure) {
    if (!isPlanned(failure)) {
      fault("a failure that the program had not planned", failure);
    }
  }

  /** A timeout of the program, or what would have begun after it. */
  private static boolean isElapsed(@Nullable Throwable failure) {
    return failure instanceof ElapsedException
        || (failure instanceof JoinException && failure.getCause() instanceof ElapsedException);
  }

  private boolean isPlanned(@Nullable Throwable failure) {
    if (failure instanceof PlannedPanic || failure instanceof PlannedError || failure instanceof StackOverflowError) {
      return true;
    }
    if (failure instanceof InterruptedException) { return true; }
    if (isElapsed(failure)) { return true; }
    if (failure instanceof CompletionException) { return isPlanned(failure.getCause()); }
    return ending && (failure instanceof IllegalStateException || failure instanceof ClosedException
        || failure instanceof CancellationException);
  }

  /** Something that must not be. The first few are kept. */
  void fault(String what, @Nullable Throwable cause) {
    if (unexpected.incrementAndGet() <= 5) {
      faults.add(new AssertionError(what, cause));
    }
  }

  List<AssertionError> faults() {
    return List.copyOf(faults);
  }
}
