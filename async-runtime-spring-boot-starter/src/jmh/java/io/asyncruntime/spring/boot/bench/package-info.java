/**
 * What lives here: benchmarks of what the starter adds to the hot path.
 * What they may use: the public faces of the starter and of Micrometer's context propagation.
 * Which threads call it: those of JMH and of the runtime under test.
 * Where to start reading: {@link io.asyncruntime.spring.boot.bench.ContextBenchmark}.
 */
package io.asyncruntime.spring.boot.bench;
