/**
 * What lives here: counters of what the box office did since it started.
 * What it may use: the runtime's {@code BlockingMutex}, nothing else.
 * Which threads call it: any thread.
 * Where to start reading: {@link io.asyncruntime.sample.statistics.Statistics}.
 */
@NullMarked
package io.asyncruntime.sample.statistics;

import org.jspecify.annotations.NullMarked;
