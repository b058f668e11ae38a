/**
 * What lives here: a payment provider to try the service with: slow, and failing at rates one can set.
 * What it may use: the JDK's HTTP server; nothing of the box office, so that it can run as a process of its own.
 * Which threads call it: its own threads.
 * Where to start reading: {@link io.asyncruntime.sample.payment.standin.PaymentStandIn}.
 */
@NullMarked
package io.asyncruntime.sample.payment.standin;

import org.jspecify.annotations.NullMarked;
