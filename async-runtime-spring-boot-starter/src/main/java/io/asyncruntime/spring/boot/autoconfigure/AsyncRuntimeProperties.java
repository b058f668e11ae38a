package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AwaitEngine;
import io.asyncruntime.RuntimeFlavor;
import io.asyncruntime.TaskTracking;
import io.asyncruntime.UnhandledPanic;
import io.asyncruntime.spring.boot.lifecycle.CurrentThreadDriver;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yml} says of the runtime. Immutable. A value that cannot be fails the binding with a message that
 * names the property, the value and what is allowed.
 *
 * @param enabled Whether to create an AsyncRuntime bean.
 * @param strictProperties Whether a name below async-runtime that is no property stops the start. Without, it is only warned of.
 * @param name Name of the runtime, shown in logs, meters and endpoints.
 * @param flavor Scheduler to use: several stealing workers, or no thread but that of the caller.
 * @param workerThreads Number of worker threads, at most 32767. Defaults to the number of available processors; ignored by the
 *     current-thread flavor.
 * @param threadNamePrefix Start of the names of the worker threads.
 * @param eventInterval Number of scheduler ticks between two looks at timers and maintenance.
 * @param globalQueueInterval Number of scheduler ticks between two looks at the global queue first. Defaults to a
 *     self-tuned number (multi-thread) or 31 (current-thread).
 * @param lifoSlot Whether a task that was woken by the running task is polled next on the same worker.
 * @param unhandledPanic What to do when a task throws and nobody holds its handle.
 * @param pollTimeHistogram Whether to measure the distribution of poll times. Costs two clock reads per poll.
 * @param taskTracking How much is recorded of each task.
 * @param finishedTasks Number of tasks that ended last to remember for the asynctasks endpoint, at most 100000. 0 remembers none.
 * @param awaitEngine Engine behind async blocks.
 * @param contextPropagation Whether logging context, trace, locale, request and security context follow work into tasks.
 * @param blocking Pool for blocking work.
 * @param runtimes More runtimes, by name: batch makes a bean batchRuntime. Each has the same keys, but for those of the application.
 * @param longPoll Watchdog for polls that do not return.
 * @param shutdown Stop of the runtime with the application.
 * @param currentThread Settings of the current-thread flavor.
 * @param taskExecutor Blocking pool as the executor of the application.
 * @param observations Observations of tasks.
 * @param health Health of the runtime.
 * @param web Requests that are answered by futures.
 * @param admission How many requests are under way at once.
 */
@ConfigurationProperties("async-runtime")
public record AsyncRuntimeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean strictProperties,
    @DefaultValue("async-runtime") String name,
    @DefaultValue("multi-thread") RuntimeFlavor flavor,
    @Nullable Integer workerThreads,
    @DefaultValue("async-worker-") String threadNamePrefix,
    @DefaultValue("61") int eventInterval,
    @Nullable Integer globalQueueInterval,
    @DefaultValue("true") boolean lifoSlot,
    @DefaultValue("log") UnhandledPanic unhandledPanic,
    @DefaultValue("false") boolean pollTimeHistogram,
    @DefaultValue("counters") TaskTracking taskTracking,
    @DefaultValue("200") int finishedTasks,
    @DefaultValue("auto") AwaitEngine awaitEngine,
    @DefaultValue("true") boolean contextPropagation,
    @DefaultValue Blocking blocking,
    @DefaultValue Map<String, Object> runtimes,
    @DefaultValue LongPoll longPoll,
    @DefaultValue Shutdown shutdown,
    @DefaultValue CurrentThread currentThread,
    @DefaultValue TaskExecutor taskExecutor,
    @DefaultValue Observations observations,
    @DefaultValue Health health,
    @DefaultValue Web web,
    @DefaultValue Admission admission) {
  private static final int MOST_WORKER_THREADS = 32_767; // as the builder's
  private static final int MOST_FINISHED_TASKS = 100_000; // as the builder's

  /** Checks the values. */
  public AsyncRuntimeProperties {
    PropertyRules.name("async-runtime.name", name);
    PropertyRules.name("async-runtime.thread-name-prefix", threadNamePrefix);
    PropertyRules.between(1, MOST_WORKER_THREADS, "async-runtime.worker-threads", workerThreads);
    PropertyRules.between(0, MOST_FINISHED_TASKS, "async-runtime.finished-tasks", finishedTasks);
    PropertyRules.atLeast(1, "async-runtime.event-interval", eventInterval);
    PropertyRules.atLeast(1, "async-runtime.global-queue-interval", globalQueueInterval);
  }

  /**
   * Pool for blocking work.
   *
   * @param maxThreads Largest number of threads for blocking work, in addition to the workers.
   * @param keepAlive Time after which an idle blocking thread ends.
   * @param queueCapacity Number of jobs outside of lanes that may wait for a thread; further ones are refused.
   * @param lanes Blocking lanes by name: parts of the pool with a limit and a queue of their own. Each has max-threads (10),
   *     queue-capacity (100), virtual-threads (false), max-waiting, max-queue-time (0s)
   *     and overload-delay (0s).
   */
  public record Blocking(
      @DefaultValue("512") int maxThreads,
      @DefaultValue("10s") Duration keepAlive,
      @DefaultValue("1000000") int queueCapacity,
      @DefaultValue Map<String, Lane> lanes) {
    /** Checks the values. */
    public Blocking {
      PropertyRules.atLeast(1, "async-runtime.blocking.max-threads", maxThreads);
      PropertyRules.positive("async-runtime.blocking.keep-alive", keepAlive);
      PropertyRules.atLeast(0, "async-runtime.blocking.queue-capacity", queueCapacity);
      lanes.forEach((lane, settings) -> settings.check("async-runtime.blocking.lanes." + lane));
      lanes = Collections.unmodifiableMap(new LinkedHashMap<>(lanes));
    }
  }

  /**
   * A blocking lane.
   *
   * @param maxThreads Largest number of threads of the pool that run this lane.
   * @param queueCapacity Number of jobs that may wait for a thread; further ones wait for admission.
   * @param virtualThreads Whether each job runs on a virtual thread of its own instead of one of the pool: for jobs
   *     that wait, not for jobs that compute. Without effect before Java 21.
   * @param maxWaiting Number of callers that may wait for admission; further ones are refused. Without it any number may.
   * @param maxQueueTime Time that a caller may wait for admission, and then his job for a thread, before it is refused. Zero is no limit.
   * @param overloadDelay Time that a job may wait for a thread while the queue has not been empty for 20 times as long; then the newest comes
   *     first. Zero: the oldest is always first.
   */
  public record Lane(
      @DefaultValue("10") int maxThreads,
      @DefaultValue("100") int queueCapacity,
      @DefaultValue("false") boolean virtualThreads,
      @Nullable Integer maxWaiting,
      @DefaultValue("0s") Duration maxQueueTime,
      @DefaultValue("0s") Duration overloadDelay) {
    private void check(String prefix) {
      PropertyRules.notNegative(prefix + ".overload-delay", overloadDelay);
      PropertyRules.atLeast(0, prefix + ".max-waiting", maxWaiting);
      PropertyRules.notNegative(prefix + ".max-queue-time", maxQueueTime);
      PropertyRules.atLeast(1, prefix + ".max-threads", maxThreads);
      PropertyRules.atLeast(0, prefix + ".queue-capacity", queueCapacity);
    }
  }

  /**
   * Watchdog for polls that do not return.
   *
   * @param threshold Length from which a poll is reported with its task, worker and stack. Zero switches the watchdog off.
   */
  public record LongPoll(@DefaultValue("100ms") Duration threshold) {
    /** Checks the value. */
    public LongPoll {
      PropertyRules.notNegative("async-runtime.long-poll.threshold", threshold);
    }
  }

  /**
   * Stop of the runtime with the application.
   *
   * @param timeout Time for tasks and blocking work to end before they are dropped or interrupted. Keep it below
   *     spring.lifecycle.timeout-per-shutdown-phase.
   */
  public record Shutdown(@DefaultValue("20s") Duration timeout) {
    /** Checks the value. */
    public Shutdown {
      PropertyRules.notNegative("async-runtime.shutdown.timeout", timeout);
    }
  }

  /**
   * Settings of the current-thread flavor.
   *
   * @param driver Who advances tasks: a dedicated daemon thread, or only the callers of blockOn.
   */
  public record CurrentThread(@DefaultValue("dedicated") CurrentThreadDriver driver) {}

  /**
   * Blocking pool as the executor of the application.
   *
   * @param enabled Whether the blocking pool is the applicationTaskExecutor, which runs Async methods.
   */
  public record TaskExecutor(@DefaultValue("false") boolean enabled) {}

  /**
   * Observations of tasks.
   *
   * @param enabled Whether every task with a name is a Micrometer observation: a timer and a span.
   */
  public record Observations(@DefaultValue("false") boolean enabled) {}

  /**
   * Requests that are answered by futures.
   *
   * @param deadline Time that a request has. When it has passed, what is under way for the request is cancelled, and then the answer is
   *     503. Defaults to spring.mvc.async.request-timeout, with WebFlux too; without that there is none.
   * @param deadlineHeader Name of a request header that shortens the deadline: milliseconds, or a duration such as 2s. Without it no
   *     header is looked at.
   * @param requestsAsTasks Whether each request of Spring MVC runs as a task of the runtime, in an async block. Needs the fast await engine
   *     and the multi-thread flavor.
   */
  public record Web(@Nullable Duration deadline, @Nullable String deadlineHeader,
      @DefaultValue("false") boolean requestsAsTasks) {
    /** Checks the values. */
    public Web {
      if (deadline != null) PropertyRules.positive("async-runtime.web.deadline", deadline);
      deadlineHeader = deadlineHeader == null || deadlineHeader.isEmpty() ? null : deadlineHeader; // as a file says nothing
      if (deadlineHeader != null) PropertyRules.name("async-runtime.web.deadline-header", deadlineHeader);
    }
  }

  /**
   * How many requests are under way at once.
   *
   * @param enabled Whether requests are refused, with 503, when too many are under way.
   * @param maxInFlight Number of requests that may be under way at once, or "adaptive": then it is learned from how long they take. Defaults
   *     to what a quarter of the heap has room for, which depends on the await engine.
   * @param maxWait Time that a request may wait to be let in.
   * @param retryAfter Time after which a refused client is told to come again, in whole seconds.
   * @param groups Groups of requests by name, in the order in which their paths are looked at. Each has paths, share (0) and priority (0).
   */
  public record Admission(
      @DefaultValue("true") boolean enabled,
      @Nullable String maxInFlight,
      @DefaultValue("0s") Duration maxWait,
      @DefaultValue("1s") Duration retryAfter,
      @DefaultValue Map<String, Group> groups) {
    /** Instead of a number. */
    static final String ADAPTIVE = "adaptive";

    /** Checks the values. */
    public Admission {
      maxInFlight = maxInFlight == null || maxInFlight.isEmpty() ? null : maxInFlight; // as a file says nothing
      if (maxInFlight != null && !maxInFlight.equals(ADAPTIVE)) number(maxInFlight);
      PropertyRules.notNegative("async-runtime.admission.max-wait", maxWait);
      PropertyRules.positive("async-runtime.admission.retry-after", retryAfter);
      groups.forEach((group, settings) -> settings.check("async-runtime.admission.groups." + group));
      groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
      double shares = groups.values().stream().mapToDouble(Group::share).sum();
      if (shares > 1) {
        throw new InvalidPropertyException("async-runtime.admission.groups", shares,
            "shares that are at most 1 together");
      }
    }

    private static int number(String text) {
      try {
        int limit = Integer.parseInt(text);
        if (limit >= 1) return limit;
      } catch (NumberFormatException notOne) {
        // said below
      }
      throw new InvalidPropertyException("async-runtime.admission.max-in-flight", text,
          "a whole number of at least 1, or adaptive");
    }

    /** The number that is set, if one is. */
    @Nullable
    Integer fixedLimit() {
      return maxInFlight == null || maxInFlight.equals(ADAPTIVE) ? null : Integer.valueOf(number(maxInFlight));
    }
  }

  /**
   * A group of requests.
   *
   * @param paths Patterns for the paths of its requests, such as /orders/**.
   * @param share Part of all places that is kept for it, from 0 to 1.
   * @param priority Who has a higher one comes first, and may use what is kept for those with a lower one. The requests of no group have 0.
   */
  public record Group(@DefaultValue List<String> paths, @DefaultValue("0") double share,
      @DefaultValue("0") int priority) {
    private void check(String prefix) {
      if (paths.isEmpty())
        throw new InvalidPropertyException(prefix + ".paths", null, "at least one pattern, such as /orders/**");
      if (!(share >= 0 && share <= 1))
        throw new InvalidPropertyException(prefix + ".share", share, "a number from 0 to 1");
    }
  }

  /**
   * Health of the runtime.
   *
   * @param stuckWorkerThreshold Length of a poll from which the health is down. Without it, a stuck worker is only named.
   * @param downAfterLoopFailure Whether health is down once a loop of the runtime was thrown out, so that the process is restarted.
   */
  public record Health(@Nullable Duration stuckWorkerThreshold, @DefaultValue("false") boolean downAfterLoopFailure) {
    /** Checks the value. */
    public Health {
      PropertyRules.notNegative("async-runtime.health.stuck-worker-threshold", stuckWorkerThreshold);
    }
  }
}
