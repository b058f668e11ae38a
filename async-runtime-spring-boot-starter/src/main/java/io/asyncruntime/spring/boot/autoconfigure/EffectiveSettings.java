package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.spring.boot.support.DisplayNames;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is in force, by property name without the {@code async-runtime.} in front: what the runtime says of itself, the
 * properties for the rest. Values are numbers, booleans, and texts as they would be written in a configuration file.
 */
final class EffectiveSettings {
  private final Map<String, Object> settings = new LinkedHashMap<>();

  private EffectiveSettings() {
  }

  /**
   * Of a runtime that was built from the properties.
   *
   * @param taskExecutor whether it is the executor of the application, which is not for the property alone to say
   */
  static Map<String, Object> of(AsyncRuntime runtime, AsyncRuntimeProperties properties, boolean taskExecutor) {
    EffectiveSettings all = new EffectiveSettings();
    all.put("enabled", properties.enabled());
    all.put("strict-properties", properties.strictProperties());
    all.putRuntime(runtime);
    all.putScheduling(properties);
    all.putBlocking(properties.blocking());
    all.put("long-poll.threshold", DurationText.of(properties.longPoll().threshold()));
    all.put("shutdown.timeout", DurationText.of(properties.shutdown().timeout()));
    all.put("current-thread.driver", DisplayNames.of(properties.currentThread().driver()));
    all.put("task-executor.enabled", taskExecutor);
    all.put("observations.enabled", properties.observations().enabled());
    Duration stuckWorker = properties.health().stuckWorkerThreshold();
    all.put("health.stuck-worker-threshold", stuckWorker == null ? "none" : DurationText.of(stuckWorker));
    all.put("health.down-after-loop-failure", properties.health().downAfterLoopFailure());
    Duration deadline = properties.web().deadline();
    all.put("web.deadline", deadline == null ? "as spring.mvc.async.request-timeout" : DurationText.of(deadline));
    String header = properties.web().deadlineHeader();
    all.put("web.deadline-header", header == null ? "none" : header);
    all.put("web.requests-as-tasks", properties.web().requestsAsTasks());
    all.putAdmission(properties.admission());
    all.put("poll-time-histogram", runtime.metrics().pollTimes().isPresent());
    all.put("task-tracking", DisplayNames.of(properties.taskTracking()));
    all.put("finished-tasks", properties.finishedTasks());
    return all.settings;
  }

  /** Of one of {@code async-runtime.runtimes}, by property name without its own prefix. */
  static Map<String, Object> ofNamed(AsyncRuntime runtime, AsyncRuntimeProperties properties) {
    EffectiveSettings all = new EffectiveSettings();
    all.putRuntime(runtime);
    all.putScheduling(properties);
    all.putBlocking(properties.blocking());
    all.put("long-poll.threshold", DurationText.of(properties.longPoll().threshold()));
    all.put("shutdown.timeout", DurationText.of(properties.shutdown().timeout()));
    all.put("current-thread.driver", DisplayNames.of(properties.currentThread().driver()));
    all.put("poll-time-histogram", runtime.metrics().pollTimes().isPresent());
    all.put("task-tracking", DisplayNames.of(properties.taskTracking()));
    all.put("finished-tasks", properties.finishedTasks());
    return all.settings;
  }

  /** Of a runtime that the application built: only what the runtime itself says. */
  static Map<String, Object> of(AsyncRuntime runtime) {
    EffectiveSettings all = new EffectiveSettings();
    all.putRuntime(runtime);
    all.put("poll-time-histogram", runtime.metrics().pollTimes().isPresent());
    return all.settings;
  }

  private void putRuntime(AsyncRuntime runtime) {
    put("name", DisplayNames.of(runtime.name()));
    put("flavor", DisplayNames.of(runtime.flavor()));
    put("worker-threads", runtime.metrics().numWorkers());
  }

  private void putScheduling(AsyncRuntimeProperties properties) {
    put("thread-name-prefix", DisplayNames.of(properties.threadNamePrefix()));
    put("event-interval", properties.eventInterval());
    put("global-queue-interval", globalQueueInterval(properties));
    put("lifo-slot", properties.lifoSlot());
    put("unhandled-panic", DisplayNames.of(properties.unhandledPanic()));
    put("context-propagation", properties.contextPropagation());
    put("await-engine", DisplayNames.of(properties.awaitEngine()));
  }

  /** What the runtime takes when nothing is said: see the builder. */
  private static Object globalQueueInterval(AsyncRuntimeProperties properties) {
    Integer interval = properties.globalQueueInterval();
    if (interval != null) return interval;
    return properties.flavor() == RuntimeFlavor.CURRENT_THREAD ? Integer.valueOf(31) : "self-tuned";
  }

  private void putBlocking(AsyncRuntimeProperties.Blocking blocking) {
    put("blocking.max-threads", blocking.maxThreads());
    put("blocking.keep-alive", DurationText.of(blocking.keepAlive()));
    put("blocking.queue-capacity", blocking.queueCapacity());
    blocking.lanes().forEach((name, lane) -> {
      put("blocking.lanes." + name + ".max-threads", lane.maxThreads());
      put("blocking.lanes." + name + ".queue-capacity", lane.queueCapacity());
      put("blocking.lanes." + name + ".virtual-threads", lane.virtualThreads());
      Integer waiting = lane.maxWaiting();
      put("blocking.lanes." + name + ".max-waiting", waiting == null ? "any number" : waiting);
      put("blocking.lanes." + name + ".max-queue-time", DurationText.of(lane.maxQueueTime()));
      put("blocking.lanes." + name + ".overload-delay", DurationText.of(lane.overloadDelay()));
    });
  }

  private void putAdmission(AsyncRuntimeProperties.Admission admission) {
    put("admission.enabled", admission.enabled());
    String most = admission.maxInFlight();
    put("admission.max-in-flight", most == null ? "a quarter of the heap" : most);
    put("admission.max-wait", DurationText.of(admission.maxWait()));
    put("admission.retry-after", DurationText.of(admission.retryAfter()));
    admission.groups().forEach((name, group) -> {
      put("admission.groups." + name + ".paths", String.join(",", group.paths()));
      put("admission.groups." + name + ".share", group.share());
      put("admission.groups." + name + ".priority", group.priority());
    });
  }

  private void put(String property, Object value) {
    settings.put(property, value);
  }
}
