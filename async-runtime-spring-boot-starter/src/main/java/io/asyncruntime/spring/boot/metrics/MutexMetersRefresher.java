package io.asyncruntime.spring.boot.metrics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Has the meters look for new mutexes from time to time, on a daemon thread of its own. */
public final class MutexMetersRefresher implements InitializingBean, DisposableBean {
  private final AsyncRuntimeMeters meters;
  private final Duration period;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(MutexMetersRefresher::daemon);

  /** Starts nothing yet. */
  public MutexMetersRefresher(AsyncRuntimeMeters meters, Duration period) {
    this.meters = meters;
    this.period = period;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "async-runtime-meters");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void afterPropertiesSet() {
    timer.scheduleWithFixedDelay(meters::refresh, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
