/**
 * What lives here: the runtime's figures as Micrometer meters.
 * What it may use: {@code support} and the runtime's metrics; no auto-configuration.
 * Which threads call it: those that publish or scrape meters, at any time.
 * Where to start reading: {@link io.asyncruntime.spring.boot.metrics.AsyncRuntimeMeters}.
 */
@NullMarked
package io.asyncruntime.spring.boot.metrics;

import org.jspecify.annotations.NullMarked;
