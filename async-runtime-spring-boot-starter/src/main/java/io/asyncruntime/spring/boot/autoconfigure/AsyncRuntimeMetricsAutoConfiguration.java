package io.asyncruntime.spring.boot.autoconfigure;

import static org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.metrics.AdmissionMeters;
import io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters;
import io.asyncruntime.spring.boot.metrics.LongPollTimes;
import io.asyncruntime.spring.boot.metrics.MutexMetersRefresher;
import io.asyncruntime.spring.boot.metrics.TaskExecutorMeters;
import io.asyncruntime.spring.boot.task.BlockingTaskExecutor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The meters of every {@link AsyncRuntime} bean. */
@AutoConfiguration(after = {AsyncRuntimeAutoConfiguration.class, AsyncRuntimeTaskExecutorAutoConfiguration.class,
    AsyncRuntimeAdmissionAutoConfiguration.class},
    afterName = {
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration"})
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean({AsyncRuntime.class, MeterRegistry.class})
public final class AsyncRuntimeMetricsAutoConfiguration {
  /** Net below the limit that the meters keep themselves: mutex names over the life of the application. */
  private static final int MUTEX_NAMES = 500;

  private static final Duration REFRESH = Duration.ofSeconds(5);

  /** Asks the factory for the runtimes: an injected collection would leave out those that need a qualifier. */
  @Bean
  @ConditionalOnMissingBean
  AsyncRuntimeMeters asyncRuntimeMeters(ListableBeanFactory beans) {
    return new AsyncRuntimeMeters(beans.getBeansOfType(AsyncRuntime.class).values());
  }

  @Bean
  @ConditionalOnMissingBean
  MutexMetersRefresher asyncRuntimeMutexMetersRefresher(AsyncRuntimeMeters meters) {
    return new MutexMetersRefresher(meters, REFRESH);
  }

  @Bean
  @ConditionalOnMissingBean
  LongPollTimes asyncRuntimeLongPollTimes(ObjectProvider<MeterRegistry> registry) {
    return new LongPollTimes(registry::ifUnique);
  }

  @Bean
  @ConditionalOnBean(BlockingTaskExecutor.class)
  @ConditionalOnMissingBean
  TaskExecutorMeters asyncRuntimeTaskExecutorMeters(BlockingTaskExecutor executor, AsyncRuntime runtime) {
    return new TaskExecutorMeters(executor, runtime.metrics(), APPLICATION_TASK_EXECUTOR_BEAN_NAME);
  }

  @Bean
  @ConditionalOnSingleCandidate(AdmissionGate.class)
  @ConditionalOnMissingBean
  AdmissionMeters asyncRuntimeAdmissionMeters(AdmissionGate gate, ObjectProvider<AsyncRuntime> runtime) {
    AsyncRuntime ours = runtime.getIfUnique();
    return new AdmissionMeters(gate, ours == null ? "" : ours.name());
  }

  @Bean
  MeterFilter asyncRuntimeMutexNameFilter() {
    return MeterFilter.maximumAllowableTags("async.runtime.mutex", "mutex", MUTEX_NAMES, MeterFilter.deny());
  }
}
