/**
 * What lives here: where a thread is (runtime, worker, task, async block), in one object a thread.
 * It may use only {@code internal.util}; what it points to is told by marker interfaces, so that nothing points upward.
 * Every thread calls it, each about itself.
 * Start reading at {@link io.asyncruntime.internal.ambient.Ambient}.
 */
@NullMarked
package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.NullMarked;
