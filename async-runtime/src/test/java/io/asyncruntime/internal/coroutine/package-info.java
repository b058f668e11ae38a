/**
 * What lives here: tests of async blocks, each with every engine that this JVM has.
 * What it may use: the test kit, and {@code MiniExecutor} instead of a runtime.
 * Which threads call it: the test runner's, and those of the executor.
 * Where to start reading: {@code Engines}.
 */
@NullMarked
package io.asyncruntime.internal.coroutine;

import org.jspecify.annotations.NullMarked;
