package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@code /actuator/asyncworkers}: what each worker did and is doing. Request threads and JMX. */
@Endpoint(id = "asyncworkers")
public final class AsyncWorkersEndpoint {
  private final Runtimes runtimes;

  /** An endpoint for that runtime. */
  public AsyncWorkersEndpoint(AsyncRuntime runtime) {
    this(Runtimes.only(runtime));
  }

  /** An endpoint for those runtimes. */
  public AsyncWorkersEndpoint(Runtimes runtimes) {
    this.runtimes = runtimes;
  }

  /** All workers of the main runtime, for code. */
  public WorkersAnswer workers() {
    return new WorkersAnswer(all(runtimes.main()));
  }

  /** One worker of the main runtime, for code; null when there is none of that index. */
  public @Nullable WorkerAnswer worker(String index) {
    return worker(index, null);
  }

  /** All workers of a runtime, the main one where none is named; null when there is none of that name. */
  @ReadOperation
  @SuppressWarnings("deprecation") // the only mark of an optional parameter that Spring Boot 3.5 knows
  public @Nullable WorkersAnswer workers(@Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).map(found -> new WorkersAnswer(all(found))).orElse(null);
  }

  /** One worker; null when there is none of that index, or no such runtime. */
  @ReadOperation
  @SuppressWarnings("deprecation") // as above
  public @Nullable WorkerAnswer worker(@Selector String index,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).stream().flatMap(found -> all(found).stream())
        .filter(worker -> String.valueOf(worker.index()).equals(index)).findFirst().orElse(null);
  }

  private static List<WorkerAnswer> all(AsyncRuntime runtime) {
    return runtime.metrics().workers().stream().map(WorkerAnswer::of).toList();
  }
}
