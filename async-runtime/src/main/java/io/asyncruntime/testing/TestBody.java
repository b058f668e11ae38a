package io.asyncruntime.testing;

import io.asyncruntime.future.Action;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;

/** The test method as the body of an async block; keeps what it throws, so that JUnit sees it as it was. */
final class TestBody implements Action {
  private final Invocation<Void> test;

  /** Written by the body, read after the block has ended. */
  private volatile @Nullable Throwable failure;

  TestBody(Invocation<Void> test) {
    this.test = test;
  }

  @Override
  public void run() throws Exception {
    try {
      test.proceed();
    } catch (Exception | Error thrown) {
      failure = thrown;
      throw thrown;
    } catch (Throwable thrown) { // neither of the two: JUnit declares Throwable
      failure = thrown;
      throw new IllegalStateException(thrown);
    }
  }

  Throwable failureOr(Throwable other) {
    Throwable own = failure;
    return own == null ? other : own;
  }
}
