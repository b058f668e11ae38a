/**
 * What lives here: help for users' tests: test methods that run inside a paused, seeded runtime, and what BlockHound must know.
 * It may use the facade, JUnit and BlockHound, which are optional dependencies: nothing else in this library touches this package.
 * JUnit calls it, on the thread of the test, and BlockHound, on any.
 * Start reading at {@link io.asyncruntime.testing.AsyncTest}.
 */
@NullMarked
package io.asyncruntime.testing;

import org.jspecify.annotations.NullMarked;
