package io.asyncruntime.spring.boot.task;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.task.JoinHandle;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.StringUtils;

/**
 * Calls an {@code @Async} method that returns a {@link Future} or a {@link JoinHandle} where it may block, and gives the caller
 * at once a task that ends when the future does which the method returned. The task begins with the call, as {@code @Async} is
 * understood, also where the method says {@code Future}. Any thread.
 */
final class AsyncMethod implements MethodInterceptor {
  private final ConfigurableBeanFactory beans;
  private final MethodInterceptor others;

  /**
   * @param others what is done for methods that return something else
   */
  AsyncMethod(ConfigurableBeanFactory beans, MethodInterceptor others) {
    this.beans = beans;
    this.others = others;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Class<?> result = invocation.getMethod().getReturnType();
    if (!Future.class.isAssignableFrom(result)) return others.invoke(invocation);
    if (result != Future.class && result != JoinHandle.class) throw unsupported(invocation.getMethod());
    JoinHandle<Object> task = begin(invocation);
    return result == JoinHandle.class ? task : new AbortingFuture<>(task);
  }

  private JoinHandle<Object> begin(MethodInvocation invocation) {
    Method method = target(invocation);
    NamedExecutor place = place(method);
    Callable<Future<Object>> call = () -> proceed(invocation);
    return place.runtime().spawn(method.getDeclaringClass().getSimpleName() + "." + method.getName(),
        Future.lazy(() -> place.run(call)).then(made -> made));
  }

  private static Method target(MethodInvocation invocation) {
    Object target = invocation.getThis();
    return BridgeMethodResolver.getMostSpecificMethod(invocation.getMethod(),
        target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target));
  }

  private NamedExecutor place(Method method) {
    String name = nameOf(method);
    if (name.isEmpty()) return new NamedExecutor(beans.getBean(AsyncRuntime.class), "");
    Executor executor = BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, Executor.class, name);
    if (executor instanceof NamedExecutor place) return place;
    throw new IllegalStateException("@Async(\"" + name + "\") on " + method + " names an executor, "
        + executor.getClass().getName()
        + ", where a method that returns a Future or a JoinHandle names a lane or a runtime: return a CompletableFuture");
  }

  /** As Spring looks for it: the method's own, else that of its class. */
  private String nameOf(Method method) {
    Async async = AnnotatedElementUtils.findMergedAnnotation(method, Async.class);
    if (async == null) async = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), Async.class);
    String name = async == null ? "" : beans.resolveEmbeddedValue(async.value());
    return StringUtils.hasText(name) ? name : "";
  }

  @SuppressWarnings("unchecked") // the method returns a future, as was looked at
  private static Future<Object> proceed(MethodInvocation invocation) throws Exception {
    try {
      Future<Object> made = (Future<Object>) invocation.proceed();
      return made == null ? Future.ready(null) : made;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException unsupported(Method method) {
    return new IllegalStateException("@Async method " + method + " returns a " + method.getReturnType().getName()
        + ": what is supported is Future and JoinHandle of this library, CompletableFuture, java.util.concurrent.Future and"
        + " void. Declare Future");
  }
}
