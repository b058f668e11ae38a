/**
 * What lives here: how the service says no: problem details with the right status, and limits on what it reads.
 * What it may use: Spring MVC; every feature uses it, it uses none.
 * Which threads call it: request threads.
 * Where to start reading: {@link io.asyncruntime.sample.problem.Problem}.
 */
@NullMarked
package io.asyncruntime.sample.problem;

import org.jspecify.annotations.NullMarked;
