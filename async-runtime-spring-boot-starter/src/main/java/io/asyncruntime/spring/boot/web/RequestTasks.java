package io.asyncruntime.spring.boot.web;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.AbortHandle;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.server.ServerWebExchange;

/**
 * Spawns tasks that are of use to one request only: when it ends by a time-out or an error, with a status of 400 or more,
 * they are aborted; in WebFlux also when the client leaves. After a good answer they go on. With Spring MVC it is the
 * current request: call it on the request's thread, or in a task to which its context was propagated before the answer. With
 * WebFlux, name the exchange, on any thread.
 */
public final class RequestTasks {
  private static final String ATTRIBUTE = RequestTasks.class.getName();

  private final Supplier<AsyncRuntime> runtime;

  /**
   * @param runtime gives the runtime that runs the tasks
   */
  public RequestTasks(Supplier<AsyncRuntime> runtime) {
    this.runtime = runtime;
  }

  /**
   * Spawns a task for the current request.
   *
   * @throws IllegalStateException where there is no current request
   */
  public <T> JoinHandle<T> spawn(Future<T> future) {
    Bound bound = current();
    return bound.bind(runtime.get().spawn(future));
  }

  /**
   * Spawns an async block for the current request.
   *
   * @throws IllegalStateException where there is no current request
   */
  public <T> JoinHandle<T> spawn(Callable<T> asyncBlock) {
    Bound bound = current();
    return bound.bind(runtime.get().spawn(asyncBlock));
  }

  /**
   * Spawns a task for the request of that exchange (WebFlux).
   *
   * @throws IllegalStateException where the exchange did not pass through the filter of the starter
   */
  public <T> JoinHandle<T> spawn(ServerWebExchange exchange, Future<T> future) {
    Bound bound = required(exchange.getAttribute(ATTRIBUTE));
    return bound.bind(runtime.get().spawn(within(exchange, future)));
  }

  /**
   * Spawns an async block for the request of that exchange (WebFlux).
   *
   * @throws IllegalStateException where the exchange did not pass through the filter of the starter
   */
  public <T> JoinHandle<T> spawn(ServerWebExchange exchange, Callable<T> asyncBlock) {
    return spawn(exchange, Async.async(asyncBlock));
  }

  /** With the deadline of the exchange: no thread of WebFlux has it. */
  private static <T> Future<T> within(ServerWebExchange exchange, Future<T> future) {
    RequestDeadline deadline = exchange.getAttribute(RequestDeadline.ATTRIBUTE);
    return deadline == null ? future : Deadline.at(deadline.instant(), future);
  }

  private static Bound current() {
    RequestAttributes request = RequestContextHolder.currentRequestAttributes();
    return required((Bound) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
  }

  private static Bound required(@Nullable Bound bound) {
    if (bound != null) return bound;
    throw new IllegalStateException(
        "This request does not pass through the interceptors of Spring MVC or the filters of "
            + "WebFlux, so no task can be bound to it: spawn it on the runtime instead");
  }

  /** What a request attribute holds from the request's beginning to its end. */
  static final class Bound {
    private @Nullable List<AbortHandle> tasks = new ArrayList<>();

    static String attribute() {
      return ATTRIBUTE;
    }

    /** Any thread. A task that comes after a failed end is aborted at once. */
    <T> JoinHandle<T> bind(JoinHandle<T> task) {
      if (!add(task.abortHandle())) task.abort();
      return task;
    }

    private synchronized boolean add(AbortHandle task) {
      if (tasks == null) return false;
      tasks.removeIf(AbortHandle::isFinished);
      return tasks.add(task);
    }

    /** The thread that ends the request. */
    void abortAll() {
      take().forEach(AbortHandle::abort);
    }

    private synchronized List<AbortHandle> take() {
      List<AbortHandle> taken = tasks == null ? List.of() : tasks;
      tasks = null;
      return taken;
    }
  }
}
