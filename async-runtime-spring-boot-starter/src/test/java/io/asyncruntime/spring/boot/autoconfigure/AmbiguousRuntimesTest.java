package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Two runtimes of an application, and who is the main one. */
@Timeout(60)
class AmbiguousRuntimesTest {
  @Test
  void theStartIsRefusedAndSaysWhatToDo() {
    assertThatThrownBy(() -> RunningApp.of(List.of(Two.class)).close())
        .isInstanceOfSatisfying(AmbiguousRuntimesException.class, refused -> {
          FailureAnalysis analysis = new AmbiguousRuntimesFailureAnalyzer().analyze(refused);
          assertThat(analysis.getDescription()).contains("'first', 'second'");
          assertThat(analysis.getAction()).contains("@Primary", "defaultCandidate = false");
        });
  }

  @Test
  void springBootFindsTheAnalyzer() {
    List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation().load(FailureAnalyzer.class,
        (type, name, failure) -> assertThat(name).as("asks for beans").doesNotContain("Ambiguous"));
    assertThat(analyzers).anyMatch(AmbiguousRuntimesFailureAnalyzer.class::isInstance);
  }

  @Test
  void aPrimaryOneIsEnough() {
    try (RunningApp app = RunningApp.of(List.of(OnePrimary.class))) {
      assertThat(app.runtime().name()).isEqualTo("second");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Two {
    @Bean
    AsyncRuntime first() {
      return AsyncRuntime.multiThread().name("first").workerThreads(1).build();
    }

    @Bean
    AsyncRuntime second() {
      return AsyncRuntime.multiThread().name("second").workerThreads(1).build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OnePrimary {
    @Bean
    AsyncRuntime first() {
      return AsyncRuntime.multiThread().name("first").workerThreads(1).build();
    }

    @Bean
    @Primary
    AsyncRuntime second() {
      return AsyncRuntime.multiThread().name("second").workerThreads(1).build();
    }
  }
}
