/**
 * What lives here: how the runtime starts, is driven and stops with the application context.
 * What it may use: {@code support} and the runtime; no auto-configuration.
 * Which threads call it: the one that refreshes or closes the context, and two it starts itself (driver, shutdown).
 * Where to start reading: {@link io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle}.
 */
@NullMarked
package io.asyncruntime.spring.boot.lifecycle;

import org.jspecify.annotations.NullMarked;
