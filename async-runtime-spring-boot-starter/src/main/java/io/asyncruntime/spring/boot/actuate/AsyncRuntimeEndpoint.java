package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.lifecycle.RuntimeStoppedEvent;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/asyncruntime}: the runtime at a glance, and the configuration in force. Request threads and JMX, at any
 * time, also after the runtime was shut down.
 */
@Endpoint(id = "asyncruntime")
public final class AsyncRuntimeEndpoint {
  private final AsyncRuntime runtime;
  private final @Nullable AdmissionGate gate;
  private final Supplier<Map<String, Object>> configuration;
  private final Supplier<Optional<RuntimeStoppedEvent>> shutdown;
  private final Function<String, Optional<AsyncRuntimeEndpoint>> others;

  /**
   * @param configuration what is in force, by property name
   * @param shutdown how the shutdown went and what it cut off, once there was one
   */
  public AsyncRuntimeEndpoint(AsyncRuntime runtime, Supplier<Map<String, Object>> configuration,
      Supplier<Optional<RuntimeStoppedEvent>> shutdown) {
    this(runtime, null, configuration, shutdown, name -> Optional.empty());
  }

  /**
   * @param gate who lets requests in, or null
   * @param configuration what is in force, by property name
   * @param shutdown how the shutdown went and what it cut off, once there was one
   * @param others the same for another runtime, by its name
   */
  public AsyncRuntimeEndpoint(AsyncRuntime runtime, @Nullable AdmissionGate gate,
      Supplier<Map<String, Object>> configuration, Supplier<Optional<RuntimeStoppedEvent>> shutdown,
      Function<String, Optional<AsyncRuntimeEndpoint>> others) {
    this.others = others;
    this.runtime = runtime;
    this.gate = gate;
    this.configuration = configuration;
    this.shutdown = shutdown;
  }

  /** The figures of the runtime now. */
  @ReadOperation
  public RuntimeAnswer overview() {
    return RuntimeAnswer.of(runtime, gate, configuration.get(), shutdown.get());
  }

  /** Those of the runtime of that name; null when there is none. Not an overload: JMX knows operations by their names. */
  @ReadOperation
  public @Nullable RuntimeAnswer runtime(@Selector String name) {
    return name.equals(runtime.name()) ? overview()
        : others.apply(name).map(AsyncRuntimeEndpoint::overview).orElse(null);
  }
}
