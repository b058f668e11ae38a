/** Tests of {@code io.asyncruntime.sync}, by hand and without a runtime. Start reading at {@link io.asyncruntime.sync.MutexTest}. */
@NullMarked
package io.asyncruntime.sync;

import org.jspecify.annotations.NullMarked;
