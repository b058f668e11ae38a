package io.asyncruntime.spring.boot.testkit;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.task.JoinHandle;
import java.util.concurrent.CountDownLatch;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller, for MVC and WebFlux alike, that answers with futures of every shape. */
@RestController
public class FutureController {
  private final AsyncRuntime runtime;
  private final CountDownLatch dropped = new CountDownLatch(1);

  public FutureController(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @GetMapping("/value")
  Future<String> value() {
    return Future.lazy(() -> Future.ready("polled by " + AsyncRuntime.current().name()));
  }

  @GetMapping("/future-of-entity")
  Future<ResponseEntity<String>> futureOfEntity() {
    return Future.ready(ResponseEntity.accepted().body("accepted"));
  }

  @GetMapping("/entity-of-future")
  ResponseEntity<Future<String>> entityOfFuture() {
    return ResponseEntity.accepted().body(Future.ready("accepted"));
  }

  @GetMapping("/handle")
  JoinHandle<String> handle() {
    return runtime.spawn(Future.ready("spawned"));
  }

  @GetMapping("/nothing")
  Future<Void> nothing() {
    return Future.ready(null);
  }

  @GetMapping("/failing")
  Future<String> failing() {
    return Future.failed(new IllegalArgumentException("on purpose"));
  }

  @GetMapping("/never")
  Future<String> never() {
    return new Future<>() {
      @Override
      public Poll<String> poll(Context cx) {
        return Poll.pending();
      }

      @Override
      public void drop() {
        dropped.countDown();
      }
    };
  }

  @ExceptionHandler
  ResponseEntity<String> handle(IllegalArgumentException failure) {
    return ResponseEntity.status(HttpStatus.CONFLICT).body(failure.getMessage());
  }

  /** Returns once the future of {@code /never} was dropped. */
  public void awaitDrop() throws InterruptedException {
    dropped.await();
  }
}
