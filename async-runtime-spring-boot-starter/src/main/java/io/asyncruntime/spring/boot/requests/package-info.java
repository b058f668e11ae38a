/**
 * What lives here: the mode in which each request of a servlet container is a task of the runtime, from the container's side.
 * What it may use: {@code web} and the runtime; no auto-configuration.
 * Which threads call it: the container's own, and the workers, on which requests run.
 * Where to start reading: {@link io.asyncruntime.spring.boot.requests.RequestExecutor}.
 */
@NullMarked
package io.asyncruntime.spring.boot.requests;

import org.jspecify.annotations.NullMarked;
