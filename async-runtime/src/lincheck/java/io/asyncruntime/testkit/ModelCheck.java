package io.asyncruntime.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs a Lincheck model as long as the knob {@code -Dstress=short|long} says. A model is a public class with public
 * methods marked {@code Operation}; Lincheck calls them from several threads, in all the orders that it has time for, and
 * expects each outcome to be one of some order of whole calls.
 */
public final class ModelCheck {
  private static final boolean LONG = "long".equals(System.getProperty("stress"));
  private static final int SCENARIOS = LONG ? 100 : 3;
  private static final int INTERLEAVINGS = LONG ? 10_000 : 500;

  // A search for a seeded fault ends when it has found it; in half as many some were not.
  private static final int SEARCHED_SCENARIOS = LONG ? 100 : 20;
  private static final int SEARCHED_INTERLEAVINGS = LONG ? 10_000 : 1_000;

  private ModelCheck() {
  }

  /** Fails if some interleaving of {@code model} has an outcome that no order of whole calls has. */
  public static void passes(Class<?> model) {
    options().check(model);
  }

  /** Fails unless a wrong outcome of {@code model}, which holds a seeded fault, is found. */
  public static void findsTheFaultIn(Class<?> model) {
    assertThatThrownBy(() -> search().minimizeFailedScenario(false).check(model))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /** As {@link #passes}, and with nothing after the threads' calls that could hide what {@code Validate} methods look for. */
  public static void endsWell(Class<?> model) {
    options().actorsAfter(0).check(model);
  }

  /** Fails unless a wrong outcome, or a wrong end, of {@code model}, which holds a seeded fault, is found. */
  public static void doesNotEndWell(Class<?> model) {
    assertThatThrownBy(() -> search().actorsAfter(0).minimizeFailedScenario(false).check(model))
        .isInstanceOf(LincheckAssertionError.class);
  }

  private static ModelCheckingOptions search() {
    return options().iterations(SEARCHED_SCENARIOS).invocationsPerIteration(SEARCHED_INTERLEAVINGS);
  }

  /** What those above check with, for a model that needs a setting more. */
  public static ModelCheckingOptions options() {
    return new ModelCheckingOptions().iterations(SCENARIOS).invocationsPerIteration(INTERLEAVINGS)
        .threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1);
  }
}
