package io.asyncruntime.internal.coroutine;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.internal.wait.BlockingWait;
import org.jspecify.annotations.Nullable;

/** {@code await} where no async block can be suspended: a virtual thread may wait, everything else is a mistake. */
final class AwaitOutside {
  private AwaitOutside() {}

  static <T extends @Nullable Object> T await(Ambient here, Future<T> future) {
    if (here.inAsyncCode()) {
      throw new IllegalStateException(
          "await inside a poll: a Future.poll must not wait. Poll the other future from it and"
              + " return Poll.pending(), combine the two with then(), or write the whole as an async block");
    }
    if (here.driver != null) {
      throw new IllegalStateException(
          "await inside blockInPlace: the code there blocks its thread and cannot be suspended."
              + " Use blockOn there, or await outside of it");
    }
    if (!VirtualThreads.isVirtual(Thread.currentThread())) {
      throw new IllegalStateException("await outside an async block: there is nothing to suspend on thread \""
          + Thread.currentThread().getName()
          + "\". Use runtime.blockOn(future), or runtime.spawn(() -> { ... await ... })");
    }
    return BlockingWait.await(new AsAsyncCode<>(future), "await", "use an async block");
  }

  /** Marks its polls as what they are, so that a blocking call in there is noticed. */
  private record AsAsyncCode<T extends @Nullable Object>(Future<T> future) implements Future<T> {
    @Override
    public Poll<T> poll(Context cx) throws Exception {
      Ambient here = Ambient.current();
      here.asyncDepth++;
      try {
        return future.poll(cx);
      } finally {
        here.asyncDepth--;
      }
    }

    @Override
    public void drop() {
      future.drop();
    }
  }
}
