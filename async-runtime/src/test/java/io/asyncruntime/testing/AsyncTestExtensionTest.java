package io.asyncruntime.testing;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.spawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.asyncruntime.future.Future;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the extension says of tests that fail, by running such tests. */
class AsyncTestExtensionTest {
  /** Not found by the build: its name is none of a test class. */
  static class Failing {
    @AsyncTest
    void leavesATaskAlive() {
      spawn("forgotten", Future.pending());
    }

    @AsyncTest
    void throwsAChecked() throws IOException {
      throw new IOException("as it was");
    }

    @AsyncTest(timeoutMillis = 1500)
    void neverEnds() {
      await(spawn("stuck", Future.pending()));
    }
  }

  @Test
  void tasksLeftAliveAreNamed() {
    assertThat(failureOf("leavesATaskAlive")).isInstanceOf(AssertionError.class)
        .hasMessageContaining("\"forgotten\"").hasMessageContaining("allowTasksLeft");
  }

  @Test
  void whatTheTestThrowsIsUnchanged() {
    assertThat(failureOf("throwsAChecked")).isExactlyInstanceOf(IOException.class).hasMessage("as it was");
  }

  @Test
  void aTimeOutComesWithTheDump() {
    assertThat(failureOf("neverEnds")).isInstanceOf(AssertionError.class).hasMessageContaining("\"stuck\"")
        .hasMessageContaining("1500 ms");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private static Throwable failureOf(String method) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectMethod(Failing.class, method)).execute().testEvents()
        .failed().stream().findFirst().orElseThrow()
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
