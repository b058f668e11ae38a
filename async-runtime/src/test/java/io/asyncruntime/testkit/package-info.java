/**
 * What the tests of all packages share: a waker that counts, and a future that is played by hand.
 *
 * <p>May use: {@code io.asyncruntime.future}.
 *
 * <p>Threads: everything here may be used by any thread.
 *
 * <p>Start reading at {@link io.asyncruntime.testkit.PollProbe}.
 */
@NullMarked
package io.asyncruntime.testkit;

import org.jspecify.annotations.NullMarked;
