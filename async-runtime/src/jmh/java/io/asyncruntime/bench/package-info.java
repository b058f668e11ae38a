/**
 * What lives here: the JMH benchmarks, the programs for what JMH cannot measure (heap, latency, CPU), and the table of ratios.
 * It may use {@code bench.peer}, JMH and the JDK.
 * JMH's threads call it, in a JVM of their own.
 * Start reading at {@link io.asyncruntime.bench.Main} and {@link io.asyncruntime.bench.SpawnBenchmark}.
 */
@NullMarked
package io.asyncruntime.bench;

import org.jspecify.annotations.NullMarked;
