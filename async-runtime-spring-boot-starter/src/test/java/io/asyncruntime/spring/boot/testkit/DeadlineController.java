package io.asyncruntime.spring.boot.testkit;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.sleepUntil;
import static io.asyncruntime.Async.uncancellable;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Semaphore;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.Deadline;
import io.asyncruntime.time.RuntimeInstant;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller, for MVC and WebFlux alike, whose requests take too long, and that says what became of their work. */
@RestController
public class DeadlineController {
  private final AsyncRuntime runtime;
  private final Queue<String> done = new ConcurrentLinkedQueue<>();

  public DeadlineController(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  /** What became of the work so far. */
  public Queue<String> done() {
    return done;
  }

  @GetMapping("/left")
  Future<String> left() {
    return async(() -> Deadline.current().isPresent() ? "limited" : "free");
  }

  @GetMapping("/left-handle")
  JoinHandle<String> leftOfHandle() {
    return runtime.spawn(left());
  }

  @GetMapping("/slow")
  Future<String> slow() {
    return async(this::forEver);
  }

  @GetMapping("/slow-handle")
  JoinHandle<String> slowHandle() {
    return runtime.spawn(slow());
  }

  @GetMapping("/section")
  Future<String> section() {
    return async(() -> {
      RuntimeInstant after = Deadline.current().orElseThrow().instant().plus(Duration.ofMillis(5));
      await(uncancellable(async(() -> {
        await(sleepUntil(after));
        await(yieldNow()); // in this poll the deadline is found to have passed, if it was not before
        done.add("recorded");
      })));
      done.add("went on");
      return "paid";
    });
  }

  /** Fails because of the deadline before it is cut off. */
  @GetMapping("/late-lock")
  Future<String> lateLock() {
    return async(() -> {
      while (Deadline.current().map(deadline -> !deadline.hasPassed()).orElse(false)) {
        Thread.onSpinWait();
      }
      await(new Semaphore(1).acquire());
      return "locked";
    });
  }

  private String forEver() {
    try {
      return await(Future.pending());
    } finally {
      done.add("ended");
    }
  }
}
