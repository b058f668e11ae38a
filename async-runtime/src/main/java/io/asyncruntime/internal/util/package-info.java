/**
 * What lives here: the clock, random numbers and a spin lock, without any knowledge of tasks.
 * It may use only the JDK.
 * Every thread calls it; each class says how.
 * Start reading at {@link io.asyncruntime.internal.util.Clock}.
 */
@NullMarked
package io.asyncruntime.internal.util;

import org.jspecify.annotations.NullMarked;
