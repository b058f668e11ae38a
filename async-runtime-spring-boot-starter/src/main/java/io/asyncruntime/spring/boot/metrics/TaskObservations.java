package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.task.TaskHooks;
import io.asyncruntime.task.TaskId;
import io.asyncruntime.task.TaskMeta;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An observation {@code async.runtime.task} of every task that has a name, from its spawn to its end: a timer, and a span
 * below the one that was current where it was spawned. Tasks without a name are left alone. Any thread.
 */
public final class TaskObservations implements TaskHooks {
  /** How many names are told apart; tasks of further ones are observed as {@code other}. */
  static final int NAMES = 100;

  private final ObservationRegistry registry;
  private final Map<TaskId, Observation> running = new ConcurrentHashMap<>();
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Observations in that registry. */
  public TaskObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void onSpawn(TaskMeta task) {
    if (task.name().isEmpty()) return;
    Observation observation = Observation.createNotStarted("async.runtime.task", registry)
        .contextualName("task " + MeterNames.of(task.name())).lowCardinalityKeyValue("task", tag(task.name()))
        .parentObservation(registry.getCurrentObservation()).start();
    running.put(task.id(), observation);
  }

  @Override
  public void onTerminate(TaskMeta task) {
    if (task.name().isEmpty()) return;
    Observation observation = running.remove(task.id());
    if (observation == null) return;
    observation.contextualName("task " + MeterNames.of(task.name())).lowCardinalityKeyValue("task", tag(task.name()))
        .stop(); // it may have another name by now
  }

  /** A few names too many are no harm, when several threads add the last one at a time. */
  private String tag(String name) {
    String shown = MeterNames.of(name);
    if (names.contains(shown)) return shown;
    if (names.size() >= NAMES) return "other";
    names.add(shown);
    return shown;
  }
}
