package io.asyncruntime.spring.boot.testkit;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Requests that stay until they may go. */
@RestController
public final class GatedController {
  private final AsyncRuntime runtime;
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CompletableFuture<String> open = new CompletableFuture<>();

  public GatedController(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @GetMapping("/held")
  Future<String> held() {
    inside.countDown();
    return Future.from(open);
  }

  @GetMapping("/lane")
  Future<String> lane() {
    return runtime.blockingLane("jdbc").run(() -> "in lane");
  }

  @GetMapping("/quick")
  String quick() {
    return "quick";
  }

  @GetMapping("/thread")
  String thread() {
    return Thread.currentThread().getName();
  }

  @GetMapping("/orders/1")
  Future<String> order() {
    return Future.ready("order");
  }

  @PostMapping("/body")
  String body(@RequestBody String body) {
    return body;
  }

  /** Returns once a request is held. */
  public void awaitInside() throws InterruptedException {
    inside.await();
  }

  /** Lets all go. */
  public void open() {
    open.complete("held");
  }
}
