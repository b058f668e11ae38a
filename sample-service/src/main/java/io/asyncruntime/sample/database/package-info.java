/**
 * What lives here: the door to JDBC: blocking work moves to the runtime's blocking pool, here and nowhere else.
 * What it may use: Spring's JDBC and transactions, the runtime.
 * Which threads call it: async blocks ask; blocking-pool threads do the work.
 * Where to start reading: {@link io.asyncruntime.sample.database.Database}.
 */
@NullMarked
package io.asyncruntime.sample.database;

import org.jspecify.annotations.NullMarked;
