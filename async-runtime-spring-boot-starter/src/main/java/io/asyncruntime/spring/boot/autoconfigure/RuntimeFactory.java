package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.LaneOptions;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.spring.boot.lifecycle.LifecycleSettings;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Builds a runtime from the properties. */
final class RuntimeFactory {
  private final AsyncRuntimeProperties properties;

  RuntimeFactory(AsyncRuntimeProperties properties) {
    this.properties = properties;
  }

  /** A runtime with the properties applied first and the customizers after them, in their order. */
  AsyncRuntime create(Stream<AsyncRuntimeBuilderCustomizer> customizers) {
    AsyncRuntime.Builder builder = builder();
    applyScheduling(builder);
    applyBlocking(builder);
    applyObservation(builder);
    customizers.forEach(customizer -> customizer.customize(builder));
    return build(builder);
  }

  /** How such a runtime begins and ends with the application. */
  LifecycleSettings lifecycle(Environment environment) {
    Duration phase = Binder.get(environment).bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
        .orElseGet(() -> Duration.ofSeconds(30));
    return new LifecycleSettings(properties.shutdown().timeout(), phase, properties.currentThread().driver(),
        properties.threadNamePrefix());
  }

  private AsyncRuntime.Builder builder() {
    return properties.flavor() == RuntimeFlavor.CURRENT_THREAD
        ? AsyncRuntime.currentThread()
        : AsyncRuntime.multiThread();
  }

  private void applyScheduling(AsyncRuntime.Builder builder) {
    builder.name(properties.name()).threadNamePrefix(properties.threadNamePrefix())
        .eventInterval(properties.eventInterval()).lifoSlot(properties.lifoSlot())
        .unhandledPanic(properties.unhandledPanic()).awaitEngine(properties.awaitEngine());
    Integer workers = properties.workerThreads();
    if (workers != null) builder.workerThreads(workers);
    Integer globalQueueInterval = properties.globalQueueInterval();
    if (globalQueueInterval != null) builder.globalQueueInterval(globalQueueInterval);
  }

  private void applyBlocking(AsyncRuntime.Builder builder) {
    AsyncRuntimeProperties.Blocking blocking = properties.blocking();
    builder.maxBlockingThreads(blocking.maxThreads()).blockingThreadKeepAlive(blocking.keepAlive());
    builder.blockingQueueCapacity(blocking.queueCapacity());
    blocking.lanes().forEach((name, lane) -> builder.blockingLane(name, optionsOf(lane)));
  }

  private void applyObservation(AsyncRuntime.Builder builder) {
    builder.longPollThreshold(properties.longPoll().threshold()).pollTimeHistogram(properties.pollTimeHistogram())
        .taskTracking(properties.taskTracking()).finishedTasks(properties.finishedTasks());
  }

  /** The fast engine alone cannot be checked before: whether it is there depends on the JVM and its flags. */
  private AsyncRuntime build(AsyncRuntime.Builder builder) {
    try {
      return builder.build();
    } catch (IllegalStateException | IllegalArgumentException e) {
      if (properties.awaitEngine() != AwaitEngine.FAST) throw e;
      throw new InvalidPropertyException("async-runtime.await-engine", "fast",
          "auto or handoff on this JVM (" + e.getMessage() + ")", e);
    }
  }

  private static LaneOptions optionsOf(AsyncRuntimeProperties.Lane lane) {
    LaneOptions options = LaneOptions.of(lane.maxThreads(), lane.queueCapacity()).virtualThreads(lane.virtualThreads())
        .maxQueueTime(lane.maxQueueTime()).overloadDelay(lane.overloadDelay());
    return lane.maxWaiting() == null ? options : options.maxWaiting(lane.maxWaiting());
  }
}
