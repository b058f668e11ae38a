package io.asyncruntime.sample.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.sample.problem.Problem;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settling over HTTP. */
@RestController
final class SettlementController {
  private final AsyncRuntime runtime;
  private final Settlements settlements;

  SettlementController(AsyncRuntime runtime, Settlements settlements) {
    this.runtime = runtime;
    this.settlements = settlements;
  }

  /** {@code POST /settlements}: 201 with the sums, 409 when another instance is at it. A local set wants a thread to live on; the blocking pool lends one. */
  @PostMapping("/settlements")
  @CheckReturnValue
  CompletableFuture<ResponseEntity<?>> settle() {
    return runtime.<ResponseEntity<?>>spawnBlocking("settlement", () -> Problem.answering(
        () -> ResponseEntity.status(HttpStatus.CREATED).body(settlements.settle()))).toCompletableFuture();
  }
}
