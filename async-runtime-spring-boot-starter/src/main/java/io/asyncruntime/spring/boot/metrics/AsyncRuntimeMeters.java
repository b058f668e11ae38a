package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.AsyncRuntime;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The figures of runtimes as meters {@code async.runtime.*}, tagged with the {@code runtime}'s name, and where it applies
 * with the index of the {@code worker} or the name of the {@code lane} or {@code mutex}. Every read of a meter reads the
 * runtime: nothing is counted twice, and nothing runs while nobody reads.
 */
public final class AsyncRuntimeMeters implements MeterBinder {
  private final List<AsyncRuntime> runtimes;
  private final List<MutexMeters> mutexes = new CopyOnWriteArrayList<>();
  private final List<PanicMeters> panics = new CopyOnWriteArrayList<>();
  // Registries hold what they read from weakly; these live as long as this bean.
  private final List<Object> sources = new CopyOnWriteArrayList<>();

  /** Meters of those runtimes. */
  public AsyncRuntimeMeters(Collection<AsyncRuntime> runtimes) {
    this.runtimes = List.copyOf(runtimes);
  }

  /** Registers all meters. Once for each registry, on the thread that sets the registry up. */
  @Override
  public void bindTo(MeterRegistry registry) {
    runtimes.forEach(runtime -> bind(runtime, registry));
  }

  private void bind(AsyncRuntime runtime, MeterRegistry registry) {
    MeterSink sink = new MeterSink(registry, Tags.of("runtime", MeterNames.of(runtime.name())), sources::add);
    SchedulerMeters.bind(runtime.metrics(), sink);
    runtime.metrics().workers().forEach(worker -> WorkerMeters.bind(worker, sink));
    BlockingMeters.bind(runtime.metrics(), sink);
    runtime.metrics().pollTimes().ifPresent(times -> PollTimeMeters.bind(times, sink));
    MutexMeters ofRuntime = new MutexMeters(runtime.metrics(), registry, sink.tags());
    mutexes.add(ofRuntime);
    ofRuntime.refresh();
    PanicMeters ofTasks = new PanicMeters(runtime.metrics(), sink);
    panics.add(ofTasks);
    ofTasks.refresh();
  }

  /** Looks which named mutexes there are now, and which tasks have panicked. {@link MutexMetersRefresher} calls it from time to time. Any thread. */
  public void refresh() {
    mutexes.forEach(MutexMeters::refresh);
    panics.forEach(PanicMeters::refresh);
  }
}
