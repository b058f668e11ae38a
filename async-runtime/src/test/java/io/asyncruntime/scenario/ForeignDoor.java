package io.asyncruntime.scenario;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleep;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskMeta;
import io.asyncruntime.testkit.Latches;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** A door from the loops of a runtime to code that is not the library's; {@code behind} is that code, which throws. */
enum ForeignDoor {
  THREAD_START {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.onThreadStart(behind);
    }
  },
  THREAD_STOP {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.onThreadStop(behind);
    }

    @Override
    boolean opensAtTheEnd() {
      return true;
    }
  },
  THREAD_PARK {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.onThreadPark(behind);
    }
  },
  THREAD_UNPARK {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.onThreadUnpark(behind);
    }
  },
  TASK_SPAWN {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.taskHooks(new TaskHooks() {
        @Override
        public void onSpawn(TaskMeta task) {
          behind.run();
        }
      });
    }
  },
  BEFORE_POLL {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.taskHooks(new TaskHooks() {
        @Override
        public void beforePoll(TaskMeta task) {
          behind.run();
        }
      });
    }
  },
  AFTER_POLL {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.taskHooks(new TaskHooks() {
        @Override
        public void afterPoll(TaskMeta task) {
          behind.run();
        }
      });
    }
  },
  TASK_TERMINATE {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.taskHooks(new TaskHooks() {
        @Override
        public void onTerminate(TaskMeta task) {
          behind.run();
        }
      });
    }
  },
  CONTEXT_RESTORE {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.contextPropagator(() -> () -> {
        behind.run();
        return () -> {
        };
      });
    }
  },
  CONTEXT_CLOSE {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.contextPropagator(() -> () -> behind::run);
    }
  },
  CONTEXT_CAPTURE_AGAIN {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.contextPropagator(new ContextPropagator() {
        @Override
        public Snapshot capture() {
          return () -> () -> {
          };
        }

        @Override
        public Snapshot captureAgain(Snapshot last) {
          behind.run();
          return last;
        }
      });
    }
  },
  PANIC_LISTENER {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.onTaskPanic(panic -> behind.run());
    }
  },
  LONG_POLL_LISTENER {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.longPollThreshold(Duration.ofMillis(1)).onLongPoll(poll -> behind.run());
    }

    @Override
    boolean isOn(Flavor flavor) {
      return flavor == Flavor.MULTI;
    }

    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      runtime.blockOn(runtime.spawn("long", () -> {
        Latches.until("heard of", opened);
        return 1;
      }));
    }
  },
  SPARE_LISTENER {
    @Override
    AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
      return builder.longPollThreshold(Duration.ofMillis(1)).onSpareWorker(spare -> behind.run());
    }

    @Override
    boolean isOn(Flavor flavor) {
      return flavor == Flavor.MULTI;
    }

    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      CountDownLatch waits = Latches.one();
      CountDownLatch both = new CountDownLatch(2);
      JoinHandle<Integer> one = runtime.spawn("stuck", stuck(both, opened));
      JoinHandle<Integer> two = runtime.spawn("stuck", stuck(both, opened));
      Latches.await(both);
      runtime.spawn("waits", () -> {
        waits.countDown();
        return 1;
      }).drop();
      runtime.blockOn(one);
      runtime.blockOn(two);
      Latches.await(waits);
    }

    /** No block: whoever looks at the stack of one that yields just then frees its worker for a moment, who does what waits. */
    private Future<Integer> stuck(CountDownLatch both, BooleanSupplier opened) {
      return cx -> {
        both.countDown();
        Latches.until("a spare worker", opened);
        return Poll.ready(1);
      };
    }
  },
  TIMER_WAKER {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      Future<Void> timer = sleep(Duration.ofMillis(1));
      runtime.blockOn(runtime.spawn("registers", polledWith(timer, behind)));
      Latches.until("fired", () -> {
        runtime.blockOn(sleep(Duration.ofMillis(1)));
        return opened.getAsBoolean();
      });
    }
  },
  YIELD_WAKER {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      runtime.blockOn(runtime.spawn("yields", polledWith(yieldNow(), behind)));
      Latches.until("woken", () -> {
        runtime.blockOn(yieldNow());
        return opened.getAsBoolean();
      });
    }
  },
  JOIN_WAKER {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      CountDownLatch joined = Latches.one();
      JoinHandle<Integer> job = runtime.spawnBlocking("job", () -> {
        Latches.await(joined);
        return 1;
      });
      runtime.blockOn(runtime.spawn("joins", polledWith(job, behind)));
      joined.countDown();
      Latches.until("woken", opened);
    }
  },
  POLL {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      end(runtime, runtime.spawn("polled", cx -> {
        behind.run();
        return Poll.pending();
      }));
    }
  },
  BLOCKING_JOB {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      end(runtime, runtime.spawnBlocking("job", () -> {
        behind.run();
        return 1;
      }));
    }
  },
  DROP {
    @Override
    void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
      JoinHandle<Void> task = runtime.spawn("dropped", new Future<Void>() {
        @Override
        public Poll<Void> poll(Context cx) {
          return Poll.pending();
        }

        @Override
        public void drop() {
          behind.run();
        }
      });
      runtime.blockOn(yieldNow());
      task.abort();
      end(runtime, task);
    }
  };

  /** A runtime with {@code behind} behind this door, if it is one that a builder opens. */
  AsyncRuntime.Builder build(AsyncRuntime.Builder builder, Runnable behind) {
    return builder;
  }

  boolean isOn(Flavor flavor) {
    return true;
  }

  boolean opensAtTheEnd() {
    return false;
  }

  /** Does what leads through this door: every sort of task, with a value, a panic, a cancellation and a sleep. */
  void open(AsyncRuntime runtime, Runnable behind, BooleanSupplier opened) {
    JoinHandle<Integer> yielding = runtime.spawn("yields", () -> {
      await(yieldNow());
      await(sleep(Duration.ofMillis(1)));
      return 1;
    });
    JoinHandle<Integer> panicking = runtime.spawn("panics", Future.failed(new IllegalStateException("boom")));
    JoinHandle<Integer> unread = runtime.spawn("unread", Future.failed(new IllegalStateException("boom")));
    unread.drop();
    JoinHandle<Integer> aborted = runtime.spawn("aborted", Future.pending());
    aborted.abort();
    JoinHandle<Integer> job = runtime.spawnBlocking("job", () -> 1);
    for (JoinHandle<?> handle : new JoinHandle<?>[] {yielding, panicking, aborted, job}) {
      end(runtime, handle);
    }
    if (!opensAtTheEnd()) {
      Latches.until("opened", () -> {
        runtime.blockOn(sleep(Duration.ofMillis(1)));
        return opened.getAsBoolean();
      });
    }
  }

  /** The handle completes, however. */
  static void end(AsyncRuntime runtime, JoinHandle<?> handle) {
    runtime.blockOn(handle.map(value -> 1).recover(failure -> Future.ready(1)));
  }

  /** Ready after one poll of {@code future} with a waker that is {@code behind}. */
  private static Future<Integer> polledWith(Future<?> future, Runnable behind) {
    Waker waker = behind::run;
    return cx -> {
      future.poll(() -> waker);
      return Poll.ready(1);
    };
  }
}
