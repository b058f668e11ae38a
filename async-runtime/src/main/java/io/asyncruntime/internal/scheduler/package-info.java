/**
 * What lives here: who puts a runtime together: which scheduler, and who watches it. The scheduler itself is in the wings.
 * It may use every wing; only the facade may use it, and what both schedulers share.
 * Whoever builds a runtime.
 * Start reading at {@link io.asyncruntime.internal.scheduler.Schedulers}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler;

import org.jspecify.annotations.NullMarked;
