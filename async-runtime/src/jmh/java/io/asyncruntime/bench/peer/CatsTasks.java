package io.asyncruntime.bench.peer;

import cats.effect.IO;
import cats.effect.kernel.Deferred;
import cats.effect.unsafe.IORuntime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import scala.runtime.BoxedUnit;

/**
 * Programs of {@link IO}, made of its combinators as Scala's {@code for} makes them. The caller waits on a future of the JDK:
 * {@code unsafeRunSync} is an extension that only Scala sees.
 */
final class CatsTasks implements Tasks {
  private final IORuntime runtime;

  CatsTasks(IORuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void spawnMany(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    IO<BoxedUnit> child = arrival(ForkJoinTasks.countdown(n, done));
    child.start().replicateA_(n).unsafeRunAndForget(runtime);
    done.join();
  }

  @Override
  public void spawnManyRemote(int n) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    IO<BoxedUnit> child = arrival(ForkJoinTasks.countdown(n, done));
    for (int i = 0; i < n; i++) {
      child.unsafeRunAndForget(runtime);
    }
    done.join();
  }

  @Override
  public Busy busy() {
    AtomicBoolean stopped = new AtomicBoolean();
    for (int i = 0; i < Peer.POOL; i++) {
      cedeUntil(stopped).unsafeRunAndForget(runtime);
    }
    return () -> stopped.set(true);
  }

  private static IO<BoxedUnit> cedeUntil(AtomicBoolean stopped) {
    return IO.cede().flatMap(unit -> stopped.get() ? IO.unit() : cedeUntil(stopped));
  }

  @Override
  public void yieldMany(int tasks, int yields) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    IO<BoxedUnit> arrival = arrival(ForkJoinTasks.countdown(tasks, done));
    IO.cede().replicateA_(yields).flatMap(unit -> arrival).start().replicateA_(tasks).unsafeRunAndForget(runtime);
    done.join();
  }

  @Override
  public void pingPong(int pairs) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    IO<BoxedUnit> arrival = arrival(ForkJoinTasks.countdown(pairs, done));
    IO<BoxedUnit> pair = oneshot().flatMap(there -> oneshot().flatMap(back -> ping(there, back)))
        .flatMap(unit -> arrival);
    pair.start().replicateA_(pairs).unsafeRunAndForget(runtime);
    done.join();
  }

  @SuppressWarnings("rawtypes") // Java cannot name the type constructor IO[_]
  private static IO<BoxedUnit> ping(Deferred<IO, BoxedUnit> there, Deferred<IO, BoxedUnit> back) {
    IO<BoxedUnit> partner = received(there).flatMap(unit -> sent(back));
    return partner.start().flatMap(fiber -> sent(there)).flatMap(unit -> received(back));
  }

  @SuppressWarnings("rawtypes")
  private static IO<Deferred<IO, BoxedUnit>> oneshot() {
    return IO.deferred();
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static IO<BoxedUnit> received(Deferred<IO, BoxedUnit> oneshot) {
    return (IO<BoxedUnit>) oneshot.get();
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static IO<BoxedUnit> sent(Deferred<IO, BoxedUnit> oneshot) {
    IO<Object> completed = (IO<Object>) oneshot.complete(BoxedUnit.UNIT);
    return completed.flatMap(first -> IO.unit());
  }

  @Override
  public void chainedSpawn(int depth) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    link(depth, done).unsafeRunAndForget(runtime);
    done.join();
  }

  private static IO<BoxedUnit> link(int depth, CompletableFuture<Void> done) {
    if (depth == 0) { return arrival(new Countdown(1, () -> done.complete(null))); }
    return IO.unit().flatMap(unit -> link(depth - 1, done).start()).flatMap(fiber -> IO.unit());
  }

  @Override
  public int blockOnReady() {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    IO.<Object>delay(() -> answer.complete(1)).unsafeRunAndForget(runtime);
    return answer.join();
  }

  private static IO<BoxedUnit> arrival(Countdown count) {
    return IO.delay(() -> {
      count.arrive();
      return BoxedUnit.UNIT;
    });
  }
}
