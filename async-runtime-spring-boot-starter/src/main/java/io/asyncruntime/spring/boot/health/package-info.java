/**
 * What lives here: the health of the runtime.
 * What it may use: {@code support} and the runtime's metrics; no auto-configuration.
 * Which threads call it: those that answer health requests.
 * Where to start reading: {@link io.asyncruntime.spring.boot.health.AsyncRuntimeHealthIndicator}.
 */
@NullMarked
package io.asyncruntime.spring.boot.health;

import org.jspecify.annotations.NullMarked;
