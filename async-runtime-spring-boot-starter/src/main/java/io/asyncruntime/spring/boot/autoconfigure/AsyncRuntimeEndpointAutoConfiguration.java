package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.actuate.AsyncMutexesEndpoint;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeEndpoint;
import io.asyncruntime.spring.boot.actuate.AsyncTasksEndpoint;
import io.asyncruntime.spring.boot.actuate.AsyncTasksWebExtension;
import io.asyncruntime.spring.boot.actuate.AsyncWorkersEndpoint;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.lifecycle.RuntimeStoppedEvent;
import io.asyncruntime.spring.boot.task.TaskExecutorNotice;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** The Actuator endpoints of the runtime, each where it is exposed and its access is not {@code none}. */
@AutoConfiguration(after = {AsyncRuntimeAutoConfiguration.class, AsyncRuntimeAdmissionAutoConfiguration.class})
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnSingleCandidate(AsyncRuntime.class)
public final class AsyncRuntimeEndpointAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  AsyncRuntimeEndpoint asyncRuntimeEndpoint(AsyncRuntime runtime, ObjectProvider<AsyncRuntimeLifecycle> lifecycle,
      ObjectProvider<AsyncRuntimeProperties> properties, ObjectProvider<AdmissionGate> gate,
      ListableBeanFactory beans, Environment environment) {
    AsyncRuntimeLifecycle ours = lifecycle.getIfAvailable();
    AsyncRuntimeProperties bound = properties.getIfAvailable(); // now: a closed context gives no beans
    boolean taskExecutor = TaskExecutorNotice.inForce(beans);
    return new AsyncRuntimeEndpoint(runtime, gate.getIfUnique(), () -> settings(runtime, ours, bound, taskExecutor),
        () -> stopped(ours), OtherRuntimes.of(runtime, beans, environment));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  AsyncTasksEndpoint asyncTasksEndpoint(AsyncRuntime runtime, ListableBeanFactory beans) {
    return new AsyncTasksEndpoint(OtherRuntimes.beside(runtime, beans));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(AsyncTasksEndpoint.class)
  @ConditionalOnAvailableEndpoint(endpoint = AsyncTasksEndpoint.class)
  AsyncTasksWebExtension asyncTasksWebExtension(AsyncTasksEndpoint endpoint) {
    return new AsyncTasksWebExtension(endpoint);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  AsyncWorkersEndpoint asyncWorkersEndpoint(AsyncRuntime runtime, ListableBeanFactory beans) {
    return new AsyncWorkersEndpoint(OtherRuntimes.beside(runtime, beans));
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnAvailableEndpoint
  AsyncMutexesEndpoint asyncMutexesEndpoint(AsyncRuntime runtime, ListableBeanFactory beans) {
    return new AsyncMutexesEndpoint(OtherRuntimes.beside(runtime, beans));
  }

  private static Map<String, Object> settings(AsyncRuntime runtime, @Nullable AsyncRuntimeLifecycle lifecycle,
      @Nullable AsyncRuntimeProperties properties, boolean taskExecutor) {
    return lifecycle == null || properties == null
        ? EffectiveSettings.of(runtime)
        : EffectiveSettings.of(runtime, properties, taskExecutor);
  }

  private static Optional<RuntimeStoppedEvent> stopped(@Nullable AsyncRuntimeLifecycle lifecycle) {
    return lifecycle == null ? Optional.empty() : lifecycle.stopped();
  }
}
