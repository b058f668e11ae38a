/**
 * What lives here: help for users' tests: test methods that run inside a paused, seeded runtime.
 * It may use the facade and JUnit, which is an optional dependency: nothing else in this library touches this package.
 * JUnit calls it, on the thread of the test.
 * Start reading at {@link io.asyncruntime.testing.AsyncTest}.
 */
@NullMarked
package io.asyncruntime.testing;

import org.jspecify.annotations.NullMarked;
