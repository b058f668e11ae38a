package io.asyncruntime.internal.scheduler.measure;

import io.asyncruntime.metrics.MutexMetrics;
import io.asyncruntime.sync.Mutex;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** The mutexes a runtime reports: held weakly, in the order in which they were made. Any thread. */
public final class NamedMutexes {
  private final List<WeakReference<Mutex<?>>> mutexes = new ArrayList<>();

  /** Reports {@code mutex} from now on, as long as somebody else holds it. */
  public synchronized void add(Mutex<?> mutex) {
    mutexes.removeIf(reference -> reference.get() == null);
    mutexes.add(new WeakReference<>(mutex));
  }

  public synchronized List<MutexMetrics> metrics() {
    List<MutexMetrics> alive = new ArrayList<>();
    for (WeakReference<Mutex<?>> reference : mutexes) {
      Mutex<?> mutex = reference.get();
      if (mutex != null) {
        alive.add(mutex.metrics());
      }
    }
    return alive;
  }
}
