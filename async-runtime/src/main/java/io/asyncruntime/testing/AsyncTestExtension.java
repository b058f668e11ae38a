package io.asyncruntime.testing;

import static io.asyncruntime.Async.async;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.metrics.TaskDump;
import io.asyncruntime.metrics.TaskKind;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link AsyncTest} does. Used through the annotation. */
public final class AsyncTestExtension implements InvocationInterceptor, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AsyncTestExtension.class);
  private static final String RUNTIME = "runtime";

  /** For JUnit. */
  public AsyncTestExtension() {
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AsyncRuntime.class && settings(context) != null;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return runtime(context, Objects.requireNonNull(settings(context)));
  }

  @Override
  public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> invocation,
      ExtensionContext context) throws Throwable {
    AsyncTest settings = settings(context);
    if (settings == null) { // another test of a class that has the extension registered
      test.proceed();
      return;
    }
    try (AsyncRuntime runtime = runtime(context, settings)) {
      run(test, runtime, settings);
      if (!settings.allowTasksLeft()) {
        failIfTasksAreAlive(runtime.dump());
      }
    }
  }

  private static void run(Invocation<Void> test, AsyncRuntime runtime, AsyncTest settings) throws Throwable {
    TestDeadline deadline = TestDeadline.start(runtime, settings.timeoutMillis());
    TestBody body = new TestBody(test);
    try {
      runtime.blockOn(async(body));
    } catch (Throwable failure) {
      throw deadline.explain(body.failureOr(failure));
    } finally {
      deadline.cancel();
    }
  }

  private static void failIfTasksAreAlive(TaskDump dump) {
    long alive = dump.tasks().stream().filter(task -> task.kind() != TaskKind.BLOCKING).count();
    if (alive > 0) {
      throw new AssertionError("the test is over, but tasks it spawned are alive: await or abort them,"
          + " or set @AsyncTest(allowTasksLeft = true)\n" + dump);
    }
  }

  private static @Nullable AsyncTest settings(ExtensionContext context) {
    return context.getTestMethod().flatMap(method -> AnnotationSupport.findAnnotation(method, AsyncTest.class))
        .orElse(null); // also where it stands on an annotation of the user's
  }

  private static AsyncRuntime runtime(ExtensionContext context, AsyncTest settings) {
    Object runtime = context.getStore(NAMESPACE).get(RUNTIME);
    if (runtime == null) {
      runtime = AsyncRuntime.currentThread().name(Names.bounded(Names.shown(context.getDisplayName())))
          .startPaused(settings.paused())
          .rngSeed(settings.seed()).build();
      context.getStore(NAMESPACE).put(RUNTIME, runtime);
    }
    return (AsyncRuntime) runtime;
  }
}
