package io.asyncruntime.architecture.planted.internal.scheduler.multithread;

/** A scheduler of one kind, which the wing that both kinds share must not know. */
public final class Child {}
