package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import io.asyncruntime.spring.boot.actuate.AbortAnswer;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeInfoContributor;
import io.asyncruntime.spring.boot.actuate.AsyncTasksEndpoint;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.util.ClassUtils;

/** What a native image is told. None was built: these tests hold the hints against what the code looks up by name. */
class AsyncRuntimeHintsTest {
  private static final Path LIBRARY = Path.of("..", "async-runtime", "src", "main", "java");
  private static final Path ACTUATE =
      Path.of("src", "main", "java", "io", "asyncruntime", "spring", "boot", "actuate");
  private static final Pattern BY_NAME = Pattern.compile("Class\\.forName\\(\"([^\"]+)\"\\)");

  private final RuntimeHints hints = new RuntimeHints();

  /** As the build does. */
  @BeforeEach
  void register() {
    Stream<RuntimeHintsRegistrar> registrars = AotServices.factories().load(RuntimeHintsRegistrar.class).stream();
    RuntimeHintsRegistrar ours =
        registrars.filter(AsyncRuntimeHints.class::isInstance).findFirst().orElseThrow();
    ours.registerHints(hints, getClass().getClassLoader());
  }

  @Test
  void everyClassThatTheLibraryFindsByNameIsThere() throws IOException {
    Set<String> byName = new TreeSet<>();
    for (Path file : sources(LIBRARY)) {
      BY_NAME.matcher(Files.readString(file)).results().forEach(found -> byName.add(found.group(1)));
    }
    assertThat(byName).contains("java.lang.VirtualThread", "java.lang.ThreadBuilders$VirtualThreadBuilder");
    assertThat(byName).allSatisfy(name -> assertThat(reflection().onType(TypeReference.of(name))).accepts(hints));
  }

  @Test
  void threadsMayForgetTheirThreadLocals() {
    assertThat(reflection().onFieldAccess(Thread.class, "threadLocals")).accepts(hints);
    assertThat(reflection().onFieldAccess(Thread.class, "inheritableThreadLocals")).accepts(hints);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theFastEngineMayUseTheInsideOfVirtualThreads() throws ReflectiveOperationException {
    assertThat(reflection().onFieldAccess("java.lang.VirtualThread", "DEFAULT_SCHEDULER")).accepts(hints);
    assertThat(reflection().onFieldAccess("java.lang.VirtualThread", "scheduler")).accepts(hints);
    Class<?> threads = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
    assertThat(reflection().onConstructorInvocation(threads.getDeclaredConstructor(Executor.class))).accepts(hints);
    Class<?> builder = Class.forName("java.lang.Thread$Builder");
    List<Method> used = List.of(builder.getMethod("name", String.class),
        builder.getMethod("name", String.class, long.class), builder.getMethod("unstarted", Runnable.class),
        builder.getMethod("inheritInheritableThreadLocals", boolean.class), builder.getMethod("factory"),
        Thread.class.getMethod("isVirtual"), Thread.class.getMethod("ofVirtual"));
    assertThat(used).allSatisfy(method -> assertThat(reflection().onMethodInvocation(method)).accepts(hints));
  }

  @Test
  void theServiceBehindTheVocabularyIsFound() {
    assertThat(resource().forResource("META-INF/services/" + AsyncRuntimeHints.RUNTIME_PROVIDER)).accepts(hints);
    Class<?> service = ClassUtils.resolveClassName(AsyncRuntimeHints.RUNTIME_PROVIDER, getClass().getClassLoader());
    List<? extends Class<?>> providers =
        ServiceLoader.load(service).stream().map(ServiceLoader.Provider::type).toList();
    assertThat(providers).isNotEmpty().allSatisfy(provider -> assertThat(
        reflection().onType(provider).withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)).accepts(hints));
  }

  @Test
  void whatTheEndpointsAnswerCanBeWritten() throws Exception {
    Set<Class<?>> answers = new LinkedHashSet<>();
    for (Path file : sources(ACTUATE)) {
      Class<?> type = Class.forName(AsyncTasksEndpoint.class.getPackageName() + '.'
          + file.getFileName().toString().replace(".java", ""));
      Arrays.stream(type.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(ReadOperation.class)
              || method.isAnnotationPresent(DeleteOperation.class))
          .forEach(method -> addRecords(method.getGenericReturnType(), answers));
    }
    addRecords(AsyncRuntimeInfoContributor.RuntimeInfo.class, answers);
    assertThat(answers).contains(AbortAnswer.class).hasSizeGreaterThan(10).allSatisfy(answer -> {
      for (RecordComponent component : answer.getRecordComponents()) {
        assertThat(reflection().onMethodInvocation(component.getAccessor())).accepts(hints);
      }
    });
  }

  @Test
  void thePropertiesCanBeBound() {
    Set<Class<?>> properties = new LinkedHashSet<>();
    addRecords(AsyncRuntimeProperties.class, properties);
    assertThat(properties).contains(AsyncRuntimeProperties.Lane.class).allSatisfy(type -> assertThat(
        reflection().onConstructorInvocation(type.getDeclaredConstructors()[0])).accepts(hints));
  }

  /** They are looked into only if the class has these and no other state. */
  @Test
  void theLogContextIsReached() throws ReflectiveOperationException {
    Class<?> adapter = Class.forName("ch.qos.logback.classic.util.LogbackMDCAdapter");
    List<Field> state = Arrays.stream(adapter.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers())).toList();
    assertThat(state).isNotEmpty()
        .allSatisfy(field -> assertThat(reflection().onFieldAccess(field)).accepts(hints));
  }

  /** The records of ours that a type is, or is made of. */
  private static void addRecords(Type type, Set<Class<?>> into) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) addRecords(argument, into);
    } else if (type instanceof Class<?> known && known.isRecord() && into.add(known)) {
      for (RecordComponent component : known.getRecordComponents()) addRecords(component.getGenericType(), into);
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
          .filter(file -> !file.endsWith("module-info.java")).toList();
    }
  }
}
