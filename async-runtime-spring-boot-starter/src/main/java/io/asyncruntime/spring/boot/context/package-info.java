/**
 * What lives here: how the context of a thread (log, trace, locale, request, security) follows work into tasks.
 * What it may use: {@code support}, the runtime and Micrometer's context propagation; no auto-configuration.
 * Which threads call it: those that spawn, and those that poll tasks or run blocking jobs.
 * Where to start reading: {@link io.asyncruntime.spring.boot.context.MicrometerContextPropagator}.
 */
@NullMarked
package io.asyncruntime.spring.boot.context;

import org.jspecify.annotations.NullMarked;
