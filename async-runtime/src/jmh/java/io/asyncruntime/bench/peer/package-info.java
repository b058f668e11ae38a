/**
 * What lives here: the scenarios of the benchmarks, once for each peer: this runtime, a bare {@code ForkJoinPool}, Kotlin coroutines,
 * virtual threads. It may use the public API only.
 * The thread of a benchmark calls every method, which returns when the scenario is over.
 * Start reading at {@link io.asyncruntime.bench.peer.Peer}.
 */
@NullMarked
package io.asyncruntime.bench.peer;

import org.jspecify.annotations.NullMarked;
