package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.metrics.SpareWorker;

/**
 * Published when a worker was spawned because every other one is in a long poll and work waits. Listeners run on the watchdog's
 * thread, after the worker was added, and must be short. One that throws is logged, and changes nothing.
 *
 * @param runtime name of the runtime
 * @param worker the worker, and how many are stuck
 */
public record SpareWorkerEvent(String runtime, SpareWorker worker) {}
