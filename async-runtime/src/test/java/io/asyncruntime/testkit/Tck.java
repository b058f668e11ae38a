package io.asyncruntime.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/** Runs the tests of the Reactive Streams TCK, which are TestNG's, as dynamic tests of JUnit. */
public final class Tck {
  /** How long the TCK waits for a signal that must come: only a failing test waits that long. */
  public static final long SIGNAL_MILLIS = 10_000;

  /** How long the TCK looks whether a signal comes that must not; every such test takes that long. */
  public static final long SILENCE_MILLIS = 10;

  /** How long the TCK gives a publisher to forget a subscriber that has cancelled; always waited for, once a verification. */
  public static final long COLLECT_MILLIS = 500;

  private Tck() {}

  /** The tests of one verification class; each on an object of its own. */
  public static Stream<DynamicTest> testsOf(Supplier<?> verification) {
    return Arrays.stream(verification.get().getClass().getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .sorted(Comparator.comparing(Method::getName))
        .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(verification.get(), method)));
  }

  /**
   * As {@code publisher}, but a request of less than 1 returns only once its error was signalled. The TCK (1.0.4) looks for that
   * error a single time, after {@link #SILENCE_MILLIS}, since it negates the time that it has left: on a busy machine too early.
   */
  public static <T> Flow.Publisher<T> patient(Flow.Publisher<T> publisher) {
    return subscriber -> publisher.subscribe(subscriber == null ? null : new Patient<>(subscriber));
  }

  private static final class Patient<T> implements Flow.Subscriber<T>, Flow.Subscription {
    private final Flow.Subscriber<? super T> target;
    private final CountDownLatch failed = new CountDownLatch(1);
    private Flow.Subscription subscription;

    Patient(Flow.Subscriber<? super T> target) {
      this.target = target;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      target.onSubscribe(this);
    }

    @Override
    public void onNext(T item) {
      target.onNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      target.onError(failure);
      failed.countDown();
    }

    @Override
    public void onComplete() {
      target.onComplete();
    }

    @Override
    public void request(long n) {
      subscription.request(n);
      if (n < 1) {
        awaitError();
      }
    }

    private void awaitError() {
      try {
        assertTrue(failed.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS), "a refused request must signal onError");
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }

    @Override
    public void cancel() {
      subscription.cancel();
    }
  }

  private static void run(Object verification, Method test) throws Throwable {
    callAll(verification, BeforeClass.class);
    callAll(verification, BeforeMethod.class);
    try {
      test.invoke(verification);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof SkipException skipped) { Assumptions.abort(skipped.getMessage()); }
      throw thrown.getCause();
    } finally {
      callAll(verification, AfterClass.class);
    }
  }

  private static void callAll(Object verification, Class<? extends Annotation> kind)
      throws ReflectiveOperationException {
    for (Method method : verification.getClass().getMethods()) {
      if (method.isAnnotationPresent(kind)) {
        method.invoke(verification);
      }
    }
  }
}
