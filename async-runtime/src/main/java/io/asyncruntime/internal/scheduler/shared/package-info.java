/**
 * What lives here: what both schedulers share: spawning, the registry, blockOn, the settings, the end, local sets.
 * It may use {@code measure}, the other internal packages of lower rank, and the users' vocabulary; it knows neither of its two children.
 * Any thread spawns, wakes and ends.
 * Start reading at {@link io.asyncruntime.internal.scheduler.shared.Scheduler}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler.shared;

import org.jspecify.annotations.NullMarked;
