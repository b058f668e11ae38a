package io.asyncruntime.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.internal.ambient.Ambient;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt may close a channel, which is foreign code: nobody else waits for it, and nothing that it throws gets out. */
@Timeout(60)
class JobThreadTest {
  private final HandTurnedScheduler scheduler = new HandTurnedScheduler();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch mayClose = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Blocks until it is closed. */
  private final class Channel extends AbstractInterruptibleChannel {
    private final @Nullable Error failure;

    Channel(@Nullable Error failure) {
      this.failure = failure;
    }

    @Override
    protected void implCloseChannel() {
      closing.countDown();
      await(mayClose);
      closed.countDown();
      if (failure != null) { throw failure; }
    }

    String read() throws Exception {
      begin();
      try {
        inside.countDown();
        for (long left = closed.getCount(); left > 0; left = closed.getCount()) {
          Thread.onSpinWait();
        }
      } finally {
        end(true);
      }
      return "read";
    }
  }

  private BlockingTask<String> job(Callable<String> body) {
    BlockingTask<String> task = new BlockingTask<>(body, scheduler, 0, HandTurnedScheduler.extras("job"));
    scheduler.owned.bind(task, null);
    return task;
  }

  @Test
  void whoLooksOnDoesNotWaitForAnInterruptThatTakesItsTime() throws InterruptedException {
    BlockingTask<String> task = job(new Channel(null)::read);
    Thread runner = start(() -> task.run(Ambient.current(), 1));
    inside.await();
    Thread aborter = start(task::abort);
    closing.await();
    CountDownLatch looked = new CountDownLatch(1);
    start(() -> {
      task.info(1); // a dump
      task.abort();
      looked.countDown();
    });
    assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
    mayClose.countDown();
    aborter.join();
    runner.join();
    assertThat(task.isFinished()).isTrue();
  }

  @Test
  void whatAnInterruptThrowsDoesNotReachWhoAborts() throws InterruptedException {
    BlockingTask<String> task = job(new Channel(new StackOverflowError("of the test"))::read);
    Thread runner = start(() -> task.run(Ambient.current(), 1));
    inside.await();
    mayClose.countDown();
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread aborter = start(() -> {
      try {
        task.abort();
      } catch (Throwable failure) {
        thrown.set(failure);
      }
    });
    aborter.join();
    runner.join();
    assertThat(thrown.get()).isNull();
    assertThat(task.isFinished()).isTrue();
  }

  /** Aborts race with the end of the job: the flag is never set on the thread that has left. */
  @Test
  void noInterruptReachesWhatTheThreadDoesNext() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      CountDownLatch begun = new CountDownLatch(1);
      BlockingTask<String> task = job(() -> {
        begun.countDown();
        return "x";
      });
      CountDownLatch aborted = new CountDownLatch(1);
      AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
      Thread runner = start(() -> {
        task.run(Ambient.current(), 1);
        boolean early = Thread.currentThread().isInterrupted();
        await(aborted);
        flag.set(early || Thread.currentThread().isInterrupted());
      });
      begun.await();
      task.abort();
      aborted.countDown();
      runner.join();
      assertThat(flag.get()).as("round %d", round).isEqualTo(false);
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "of-the-test");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
