/**
 * What lives here: the start of the box office; its features are the packages below.
 * What it may use: Spring Boot and the features.
 * Which threads call it: the main thread, once.
 * Where to start reading: {@link io.asyncruntime.sample.SampleServiceApplication}.
 */
@NullMarked
package io.asyncruntime.sample;

import org.jspecify.annotations.NullMarked;
