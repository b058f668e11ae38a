/**
 * What lives here: the runtime's blocking pool as an executor of Spring, and its lanes as beans.
 * What it may use: the runtime; no auto-configuration.
 * Which threads call it: any.
 * Where to start reading: {@link io.asyncruntime.spring.boot.task.BlockingTaskExecutor}.
 */
@NullMarked
package io.asyncruntime.spring.boot.task;

import org.jspecify.annotations.NullMarked;
