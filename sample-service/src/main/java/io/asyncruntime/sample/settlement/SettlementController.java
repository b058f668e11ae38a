package io.asyncruntime.sample.settlement;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.AsyncRuntime;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
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

  /** {@code POST /settlements}: 201 with the sums. A local set wants a thread to live on; the blocking pool lends one. */
  @PostMapping("/settlements")
  @ResponseStatus(HttpStatus.CREATED)
  @CheckReturnValue
  CompletableFuture<Settlement> settle() {
    return runtime.spawnBlocking("settlement", settlements::settle).toCompletableFuture();
  }
}
