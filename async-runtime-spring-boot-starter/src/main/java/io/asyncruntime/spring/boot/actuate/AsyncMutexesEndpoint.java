package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/asyncmutexes}: how much the named mutexes of the runtime are used and fought over. Request threads and
 * JMX. Names need not be unique: a name selects every mutex that has it.
 */
@Endpoint(id = "asyncmutexes")
public final class AsyncMutexesEndpoint {
  private final AsyncRuntime runtime;

  /** An endpoint for that runtime. */
  public AsyncMutexesEndpoint(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  /** All named mutexes that are still in use. */
  @ReadOperation
  public MutexesAnswer mutexes() {
    return new MutexesAnswer(runtime.metrics().mutexes().stream().map(MutexAnswer::of).toList());
  }

  /** The mutexes of that name; null when there is none. */
  @ReadOperation
  public @Nullable MutexesAnswer mutex(@Selector String name) {
    List<MutexAnswer> named = mutexes().mutexes().stream().filter(mutex -> mutex.name().equals(name)).toList();
    return named.isEmpty() ? null : new MutexesAnswer(named);
  }
}
