/**
 * What lives here: the small interfaces through which the users' vocabulary (handles, sets, local sets) reaches the runtime above it.
 * It may use {@code future}, {@code internal.wait} and rank 0.
 * Any thread calls it, as each method says.
 * Start reading at {@link io.asyncruntime.internal.join.RawTask}.
 */
@NullMarked
package io.asyncruntime.internal.join;

import org.jspecify.annotations.NullMarked;
