/**
 * What lives here: a runtime in a JVM whose heap and stacks run out all the time, and what must be left of it afterwards.
 * It may use everything that users see.
 * The rounds run in a JVM of their own; the test only starts it and reads what it says.
 * Start reading at {@link io.asyncruntime.scenario.exhaustion.ExhaustionTest}, then {@link
 * io.asyncruntime.scenario.exhaustion.Round}.
 */
@NullMarked
package io.asyncruntime.scenario.exhaustion;

import org.jspecify.annotations.NullMarked;
