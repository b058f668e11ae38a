/**
 * What lives here: what the runtime says of itself: records and small interfaces without logic.
 * It may use {@code task} (for task numbers) and rank 0.
 * Any thread reads them.
 * Start reading at {@link io.asyncruntime.metrics.RuntimeMetrics}.
 */
@NullMarked
package io.asyncruntime.metrics;

import org.jspecify.annotations.NullMarked;
