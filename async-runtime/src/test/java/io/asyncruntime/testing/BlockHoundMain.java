package io.asyncruntime.testing;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.blockInPlace;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Futures;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Mutex;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;

/** Blocks in all kinds of places, and says where BlockHound minds. */
final class BlockHoundMain {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private BlockHoundMain() {
  }

  public static void main(String[] args) {
    BlockHound.install();
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).blockingLane("jdbc", 1, 1)
        .awaitEngine(AwaitEngine.HANDOFF).build(); AsyncRuntime current = AsyncRuntime.currentThread().build()) {
      Future<Integer> polled = cx -> Poll.ready(block());
      say("task", () -> runtime.spawn(polled).join());
      say("task of the current-thread flavor",
          () -> current.blockOn(current.spawn((Future<Integer>) cx -> Poll.ready(block()))));
      say("blockOn", () -> runtime.blockOn((Future<Integer>) cx -> Poll.ready(block())));
      say("block handed off", () -> runtime.spawn(BlockHoundMain::block).join());
      say("spawnBlocking", () -> runtime.spawnBlocking(BlockHoundMain::block).join());
      say("lane", () -> runtime.blockOn(runtime.blockingLane("jdbc").run(BlockHoundMain::block)));
      say("blockInPlace",
          () -> runtime.spawn((Future<Integer>) cx -> Poll.ready(blockInPlace(BlockHoundMain::block))).join());
      fast();
      say("the runtime itself", () -> busy(runtime));
    }
  }

  private static int block() throws InterruptedException {
    Thread.sleep(1);
    return 1;
  }

  private static void fast() {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).awaitEngine(AwaitEngine.FAST).build()) {
      say("block of the fast engine", () -> runtime.spawn(BlockHoundMain::block).join());
    } catch (IllegalStateException notHere) {
      OUT.println("block of the fast engine: none");
    }
  }

  /** Blocks that wait, sleep, yield and contend for a lock: whatever waits there is the runtime's own affair. */
  private static int busy(AsyncRuntime runtime) {
    Mutex<Integer> mutex = new Mutex<>(0);
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(runtime.spawn(() -> {
        await(yieldNow());
        await(sleep(Duration.ofMillis(1)));
        try (Mutex.Guard<Integer> guard = await(mutex.lock())) {
          guard.set(guard.get() + 1);
          return guard.get();
        }
      }));
    }
    return runtime.blockOn(Futures.join(all)).size();
  }

  private static void say(String where, Callable<Integer> work) {
    String outcome;
    try {
      work.call();
      outcome = "quiet";
    } catch (Throwable failure) {
      outcome = reported(failure) ? "reported" : "failed: " + failure;
    }
    OUT.println(where + ": " + outcome);
  }

  private static boolean reported(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BlockingOperationError) { return true; }
    }
    return false;
  }
}
