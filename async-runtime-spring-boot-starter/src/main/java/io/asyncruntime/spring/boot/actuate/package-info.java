/**
 * What lives here: the four Actuator endpoints and the records they answer with.
 * What it may use: {@code support} and the runtime's metrics; no auto-configuration.
 * Which threads call it: request threads and JMX.
 * Where to start reading: {@link io.asyncruntime.spring.boot.actuate.AsyncRuntimeEndpoint}.
 */
@NullMarked
package io.asyncruntime.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
