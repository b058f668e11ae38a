/**
 * What lives here: a runtime in the clothes of {@code java.util.concurrent}, and how its plain threads wait.
 * It may use what both schedulers share, and the users' vocabulary; only the facade may use it.
 * Any thread submits and waits; workers run the commands.
 * Start reading at {@link io.asyncruntime.internal.executor.TaskExecutorService}.
 */
@NullMarked
package io.asyncruntime.internal.executor;

import org.jspecify.annotations.NullMarked;
