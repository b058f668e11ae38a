/**
 * What lives here: what the tests of all packages share, a waker that counts and a future that is played by hand.
 * It may use {@code io.asyncruntime.future}.
 * Everything here may be used by any thread.
 * Start reading at {@link io.asyncruntime.testkit.PollProbe}.
 */
@NullMarked
package io.asyncruntime.testkit;

import org.jspecify.annotations.NullMarked;
