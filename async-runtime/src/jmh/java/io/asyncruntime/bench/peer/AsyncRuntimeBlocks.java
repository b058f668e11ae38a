package io.asyncruntime.bench.peer;

import static io.asyncruntime.Async.await;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Mpsc;
import io.asyncruntime.task.JoinHandle;

final class AsyncRuntimeBlocks implements Blocks {
  private static final Integer MESSAGE = 42;

  private final AsyncRuntime runtime;

  AsyncRuntimeBlocks(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void createRun(int n) {
    Future<Void> root = cx -> {
      for (int i = 0; i < n; i++) {
        runEmptyBlock(cx);
      }
      return Poll.ready(null);
    };
    runtime.blockOn(runtime.spawn(root));
  }

  private static void runEmptyBlock(Context cx) throws Exception {
    if (!Async.async(() -> MESSAGE).poll(cx).isReady()) { throw new IllegalStateException("an empty block is done"); }
  }

  @Override
  public void awaitReady(int n) {
    runtime.blockOn(
        runtime.spawn(
            () -> {
              for (int i = 0; i < n; i++) {
                await(Future.ready(MESSAGE));
              }
            }));
  }

  @Override
  public void suspendResume(int n) {
    runtime.blockOn(
        runtime.spawn(
            () -> {
              for (int i = 0; i < n; i++) {
                await(Async.yieldNow());
              }
            }));
  }

  @Override
  public void pingPong(int n) {
    Mpsc<Integer> there = Mpsc.bounded(1);
    Mpsc<Integer> back = Mpsc.bounded(1);
    runtime.spawn(() -> {
      for (int i = 0; i < n; i++) {
        await(there.receiver().recv());
        await(back.sender().send(MESSAGE));
      }
    });
    JoinHandle<Void> ping = runtime.spawn(() -> {
      for (int i = 0; i < n; i++) {
        await(there.sender().send(MESSAGE));
        await(back.receiver().recv());
      }
    });
    runtime.blockOn(ping);
  }
}
