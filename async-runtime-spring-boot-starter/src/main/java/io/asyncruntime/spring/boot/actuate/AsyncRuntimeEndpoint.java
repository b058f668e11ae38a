package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.lifecycle.RuntimeStoppedEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@code /actuator/asyncruntime}: the runtime at a glance, and the configuration in force. Request threads and JMX, at any
 * time, also after the runtime was shut down.
 */
@Endpoint(id = "asyncruntime")
public final class AsyncRuntimeEndpoint {
  private final AsyncRuntime runtime;
  private final Supplier<Map<String, Object>> configuration;
  private final Supplier<Optional<RuntimeStoppedEvent>> shutdown;

  /**
   * @param configuration what is in force, by property name
   * @param shutdown how the shutdown went and what it cut off, once there was one
   */
  public AsyncRuntimeEndpoint(AsyncRuntime runtime, Supplier<Map<String, Object>> configuration,
      Supplier<Optional<RuntimeStoppedEvent>> shutdown) {
    this.runtime = runtime;
    this.configuration = configuration;
    this.shutdown = shutdown;
  }

  /** The figures of the runtime now. */
  @ReadOperation
  public RuntimeAnswer overview() {
    return RuntimeAnswer.of(runtime, configuration.get(), shutdown.get());
  }
}
