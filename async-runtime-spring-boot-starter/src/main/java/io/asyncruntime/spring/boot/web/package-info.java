/**
 * What lives here: futures as results of controllers and of whatever else asks Spring's registry of reactive types.
 * What it may use: {@code support} and the runtime; no auto-configuration.
 * Which threads call it: request threads, and those that complete tasks.
 * Where to start reading: {@link io.asyncruntime.spring.boot.web.FutureAdapter}.
 */
@NullMarked
package io.asyncruntime.spring.boot.web;

import org.jspecify.annotations.NullMarked;
