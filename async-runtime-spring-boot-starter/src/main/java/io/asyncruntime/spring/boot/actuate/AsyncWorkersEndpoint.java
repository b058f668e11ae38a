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
  private final AsyncRuntime runtime;

  /** An endpoint for that runtime. */
  public AsyncWorkersEndpoint(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  /** All workers. */
  @ReadOperation
  public WorkersAnswer workers() {
    return new WorkersAnswer(all());
  }

  /** One worker; null when there is none of that index. */
  @ReadOperation
  public @Nullable WorkerAnswer worker(@Selector String index) {
    return all().stream().filter(worker -> String.valueOf(worker.index()).equals(index)).findFirst().orElse(null);
  }

  private List<WorkerAnswer> all() {
    return runtime.metrics().workers().stream().map(WorkerAnswer::of).toList();
  }
}
