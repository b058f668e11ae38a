/**
 * What lives here: the auto-configurations, the properties they read, and the failure analysis of those properties.
 * What it may use: every other package of the starter; none of them uses this one.
 * Which threads call it: the one that refreshes the application context.
 * Where to start reading: {@link io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration}.
 */
@NullMarked
package io.asyncruntime.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
