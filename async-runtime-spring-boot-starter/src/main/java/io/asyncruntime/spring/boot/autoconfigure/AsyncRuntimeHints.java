package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.spring.boot.actuate.AbortAnswer;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeInfoContributor.RuntimeInfo;
import io.asyncruntime.spring.boot.actuate.MutexesAnswer;
import io.asyncruntime.spring.boot.actuate.RefusedAnswer;
import io.asyncruntime.spring.boot.actuate.RuntimeAnswer;
import io.asyncruntime.spring.boot.actuate.TaskDetailsAnswer;
import io.asyncruntime.spring.boot.actuate.TasksAnswer;
import io.asyncruntime.spring.boot.actuate.WorkersAnswer;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * Tells a native image what is looked up by name when the application runs, and so cannot be seen when it is built. Called by
 * the build, which finds it in {@code META-INF/spring/aot.factories}.
 */
final class AsyncRuntimeHints implements RuntimeHintsRegistrar {
  /** What stands between the library's vocabulary and its schedulers; by name, since it is not a part of the library's face. */
  static final String RUNTIME_PROVIDER = "io.asyncruntime.internal.join.RuntimeProvider";

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    registerThreads(hints.reflection());
    registerVirtualThreads(hints.reflection());
    registerRuntimeProviders(hints, classLoader);
    registerLogContext(hints.reflection(), classLoader);
    new BindingReflectionHintsRegistrar().registerReflectionHints(hints.reflection(), AbortAnswer.class,
        MutexesAnswer.class, RefusedAnswer.class, RuntimeAnswer.class, RuntimeInfo.class, TaskDetailsAnswer.class,
        TasksAnswer.class,
        WorkersAnswer.class);
    BindableRuntimeHintsRegistrar.forTypes(AsyncRuntimeProperties.class).registerHints(hints);
  }

  /** A thread of the hand-off engine forgets its thread-locals between two blocks. */
  private static void registerThreads(ReflectionHints reflection) {
    reflection.registerType(Thread.class, thread -> thread
        .withField("threadLocals")
        .withField("inheritableThreadLocals")
        .withMethod("isVirtual", List.of(), ExecutableMode.INVOKE)
        .withMethod("ofVirtual", List.of(), ExecutableMode.INVOKE));
  }

  /** The fast engine has virtual threads with a scheduler of its own. By name: Java 17 has none. */
  private static void registerVirtualThreads(ReflectionHints reflection) {
    reflection.registerType(TypeReference.of("java.lang.VirtualThread"),
        thread -> thread.withField("DEFAULT_SCHEDULER").withField("scheduler"));
    reflection.registerType(TypeReference.of("java.lang.ThreadBuilders$VirtualThreadBuilder"),
        builder -> builder.withConstructor(TypeReference.listOf(Executor.class), ExecutableMode.INVOKE));
    reflection.registerType(TypeReference.of("java.lang.Thread$Builder"), builder -> builder
        .withMethod("name", TypeReference.listOf(String.class), ExecutableMode.INVOKE)
        .withMethod("name", TypeReference.listOf(String.class, long.class), ExecutableMode.INVOKE)
        .withMethod("inheritInheritableThreadLocals", TypeReference.listOf(boolean.class), ExecutableMode.INVOKE)
        .withMethod("unstarted", TypeReference.listOf(Runnable.class), ExecutableMode.INVOKE)
        .withMethod("factory", List.of(), ExecutableMode.INVOKE));
  }

  private static void registerRuntimeProviders(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.resources().registerPattern("META-INF/services/" + RUNTIME_PROVIDER);
    ServiceLoader.load(ClassUtils.resolveClassName(RUNTIME_PROVIDER, classLoader), classLoader).stream()
        .forEach(provider -> hints.reflection().registerType(provider.type(),
            MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS));
  }

  /** Where Logback keeps the log context of a thread: all of its state, or it is not as known. */
  private static void registerLogContext(ReflectionHints reflection, @Nullable ClassLoader classLoader) {
    reflection.registerTypeIfPresent(classLoader, "ch.qos.logback.classic.util.LogbackMDCAdapter",
        adapter -> adapter.withField("readWriteThreadLocalMap").withField("readOnlyThreadLocalMap")
            .withField("threadLocalMapOfDeques"));
  }
}
