package io.asyncruntime.internal.scheduler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLoadingTest {
  @Test
  void aStackInALoaderIsOneOfCodeThatRunsForTheFirstTime() {
    assertThat(ClassLoading.isIn(List.of("java.base/jdk.internal.loader.BuiltinClassLoader.loadClassOrNull(X.java:1)",
        "java.base/java.lang.ClassLoader.loadClass(ClassLoader.java:526)", "shop.Orders.find(Orders.java:12)")))
        .isTrue();
    assertThat(ClassLoading.isIn(List.of("java.base/java.lang.invoke.MethodHandleNatives.linkCallSite(X.java:1)",
        "shop.Orders.find(Orders.java:12)"))).isTrue();
  }

  @Test
  void oneThatComputesIsNot() {
    assertThat(ClassLoading.isIn(List.of("shop.Orders.find(Orders.java:12)", "shop.ClassLoaders.main(Orders.java:1)")))
        .isFalse();
    assertThat(LongPollReporter.advice(List.of("shop.Orders.find(Orders.java:12)"))).contains("blockInPlace");
    assertThat(LongPollReporter.advice(List.of("java.lang.ClassLoader.defineClass1(X)"))).contains("loads classes");
  }
}
