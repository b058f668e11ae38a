/**
 * What lives here: what watches the workers: long polls are said, what waits behind a stuck one is moved, spare workers come and go.
 * It may use {@code multithread} and all below it.
 * One thread looks, others tell, because what they call may never return.
 * Start reading at {@link io.asyncruntime.internal.scheduler.watch.Watchdog}.
 */
@NullMarked
package io.asyncruntime.internal.scheduler.watch;

import org.jspecify.annotations.NullMarked;
