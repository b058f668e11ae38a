/**
 * What lives here: random programs for the runtime, what runs them, and an oracle that knows how they must end.
 * It may use everything that users see.
 * A program runs on threads of its own; the test's thread only watches.
 * Start reading at {@link io.asyncruntime.scenario.random.Program}, then {@link io.asyncruntime.scenario.random.ProgramRun}.
 */
@NullMarked
package io.asyncruntime.scenario.random;

import org.jspecify.annotations.NullMarked;
