package io.asyncruntime.spring.boot.web;

import io.asyncruntime.future.Future;
import io.asyncruntime.task.ContextPropagator;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.Retryable;

/**
 * Lets {@code @Retryable} methods return futures. Spring retries a reactive result by subscribing to it again, but a future
 * has one result; so this calls the method again instead. It sits directly inside Spring's own advice, and around all
 * others: each attempt has a transaction of its own, say. Any thread.
 */
public final class FutureRetries extends AbstractBeanFactoryAwareAdvisingPostProcessor {
  private static final long serialVersionUID = 1L;

  /** Before Spring's own, which then puts its advice in front. */
  private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 2;

  private final transient Supplier<@Nullable ContextPropagator> propagator;

  /**
   * @param propagator gives what carries the context of the first call into later ones, or null; asked at each call
   */
  public FutureRetries(Supplier<@Nullable ContextPropagator> propagator) {
    this.propagator = propagator;
    setBeforeExistingAdvisors(true);
    setOrder(ORDER);
    this.advisor = new DefaultPointcutAdvisor(
        new ComposablePointcut(new AnnotationMatchingPointcut(Retryable.class, true))
            .union(new AnnotationMatchingPointcut(null, Retryable.class, true)),
        (MethodInterceptor) this::invoke);
  }

  /** A method that says it returns a subtype cannot be helped: there is no other handle to give. */
  private @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    return invocation.getMethod().getReturnType() == Future.class
        ? repeated((ProxyMethodInvocation) invocation)
        : invocation.proceed();
  }

  private RepeatedFuture<Object> repeated(ProxyMethodInvocation invocation) {
    ContextPropagator carrier = propagator.get();
    ContextPropagator.Snapshot context = carrier == null ? null : carrier.capture();
    // A clone begins where this one stands now, each time.
    MethodInvocation start = invocation.invocableClone();
    Callable<Future<Object>> call = () -> proceed(((ProxyMethodInvocation) start).invocableClone());
    return new RepeatedFuture<>(proceed(invocation), call, context);
  }

  /** What the method throws is the failure of its future, so that it is retried as well. */
  @SuppressWarnings("unchecked") // the method returns a future
  private static Future<Object> proceed(MethodInvocation invocation) {
    try {
      Future<Object> future = (Future<Object>) invocation.proceed();
      if (future != null) return future;
      return Future.failed(new NullPointerException(invocation.getMethod() + " returned null instead of a future"));
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return Future.failed(e);
    }
  }
}
