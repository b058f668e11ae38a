/**
 * What lives here: paying over HTTP: one call, and the policy of time-outs, repeats and closing around it.
 * What it may use: the JDK's HTTP client, {@code payment.standin}, the runtime.
 * Which threads call it: async blocks; every wait is an await.
 * Where to start reading: {@link io.asyncruntime.sample.payment.Payments}.
 */
@NullMarked
package io.asyncruntime.sample.payment;

import org.jspecify.annotations.NullMarked;
