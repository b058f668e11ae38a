/**
 * What lives here: annotations that say of a method where it runs and how long it may take, and what makes that true.
 * What it may use: the runtime; no auto-configuration.
 * Which threads call it: any.
 * Where to start reading: {@link io.asyncruntime.spring.boot.method.Lane}.
 */
@NullMarked
package io.asyncruntime.spring.boot.method;

import org.jspecify.annotations.NullMarked;
