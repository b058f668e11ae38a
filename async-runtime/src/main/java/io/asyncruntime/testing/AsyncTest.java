package io.asyncruntime.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method that is the body of an async block: it may {@code await}, {@code spawn} and {@code sleep}.
 *
 * <p>It runs in {@code blockOn} of a current-thread runtime of its own, whose clock is paused (a sleep of a day takes no time) and
 * whose choices are seeded (two runs do the same). The test fails when tasks it spawned are still alive at its end, and names them;
 * when it takes longer than {@link #timeoutMillis()}, it fails with a dump of the tasks. A parameter of type
 * {@link io.asyncruntime.AsyncRuntime} is given that runtime.
 *
 * <pre>{@code
 * @AsyncTest
 * void givesUpAfterAnHour() {
 *   assertThrows(ElapsedException.class, () -> await(timeout(Duration.ofHours(1), Future.pending())));
 * }
 * }</pre>
 *
 * <p>May stand on an annotation of your own, for settings that many tests share. Works with JUnit 5 (5.10 or later) and 6.
 */
@Documented
@Test
@ExtendWith(AsyncTestExtension.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface AsyncTest {
  /** Seed of the runtime's choices. */
  long seed() default 42;

  /** Whether the clock starts paused. */
  boolean paused() default true;

  /** How long the test may take in real time, in milliseconds; 0 is no limit. */
  long timeoutMillis() default 30_000;

  /** Whether tasks may be alive at the end of the test; they are dropped then. */
  boolean allowTasksLeft() default false;
}
