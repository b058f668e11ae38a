package io.asyncruntime.spring.boot.method;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.time.RuntimeInstant;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Calls a method as its {@link Lane} and its {@link Deadline} say. Any thread. */
final class RuledMethod implements MethodInterceptor {
  /** The lane whose job this thread runs for a method: what that calls in the same lane needs no second place, and must not wait for it. */
  private static final ThreadLocal<@Nullable BlockingLane> OCCUPIED = new ThreadLocal<>();

  private final ConfigurableBeanFactory beans;
  private final ConcurrentHashMap<Method, MethodRules> rules = new ConcurrentHashMap<>();

  RuledMethod(ConfigurableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    MethodRules applied = rulesOf(invocation);
    return invocation.getMethod().getReturnType() == Future.class ? lazy(applied, invocation)
        : value(applied, invocation);
  }

  private MethodRules rulesOf(MethodInvocation invocation) {
    Object target = invocation.getThis();
    Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
    Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
    MethodRules known = rules.get(method);
    if (known != null) return known;
    MethodRules found = MethodRules.of(method, type, beans, new LaneFinder(beans));
    rules.put(method, found);
    return found;
  }

  /** A clone: what polls first may do so when the call of the proxy is long over. */
  private Future<Object> lazy(MethodRules applied, MethodInvocation invocation) {
    MethodInvocation later = ((ProxyMethodInvocation) invocation).invocableClone();
    BlockingLane lane = applied.lane();
    Future<Object> work = lane == null
        ? Future.lazy(() -> future(Result.of(later)))
        : Future.lazy(() -> lane.run(occupying(lane, later))).then(RuledMethod::future);
    Duration limit = applied.limit();
    return limit == null ? work : Future.lazy(() -> Async.timeout(limit, work));
  }

  @SuppressWarnings("unchecked") // the method returns a future
  private static Future<Object> future(Result made) {
    if (made.failure() != null) return Future.failed(made.failure());
    return made.value() == null ? Future.ready(null) : (Future<Object>) made.value();
  }

  private @Nullable Object value(MethodRules applied, MethodInvocation invocation) throws Throwable {
    BlockingLane lane = applied.lane();
    Duration limit = applied.limit();
    if (lane != null && lane != OCCUPIED.get()) {
      Supplier<Future<Result>> job = () -> lane.run(occupying(lane, invocation));
      return waitFor(Future.lazy(() -> limit == null ? job.get() : Async.timeout(limit, job.get()))).get();
    }
    if (limit == null) return invocation.proceed();
    return io.asyncruntime.time.Deadline.callAt(RuntimeInstant.now().plus(limit), () -> Result.of(invocation)).get();
  }

  private Callable<Result> occupying(BlockingLane lane, MethodInvocation invocation) {
    return () -> {
      OCCUPIED.set(lane);
      try {
        return Result.of(invocation);
      } finally {
        OCCUPIED.remove();
      }
    };
  }

  private Result waitFor(Future<Result> job) {
    return Async.canAwait() ? Async.await(job) : beans.getBean(AsyncRuntime.class).blockOn(job);
  }

  /**
   * What a method did. What it throws is its caller's to know, and no failure of the job; an error is both.
   *
   * @param value what it returned
   * @param failure what it threw instead
   */
  private record Result(@Nullable Object value, @Nullable Throwable failure) {
    static Result of(MethodInvocation invocation) {
      try {
        return new Result(invocation.proceed(), null);
      } catch (Error e) {
        throw e;
      } catch (Throwable e) {
        return new Result(null, e);
      }
    }

    @Nullable
    Object get() throws Throwable {
      if (failure != null) throw failure;
      return value;
    }
  }
}
