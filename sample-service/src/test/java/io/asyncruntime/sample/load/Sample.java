package io.asyncruntime.sample.load;

/**
 * How the process was at one moment; what could not be asked is NaN.
 *
 * @param at by {@link System#nanoTime()}
 * @param actuatorMillis how long Actuator took to say it; as long as one waits for it, when it said nothing
 * @param heapMegabytes the heap that is used, garbage included
 * @param threads its threads, as the system counts them
 * @param tasks its tasks that have not finished
 */
public record Sample(long at, double actuatorMillis, double heapMegabytes, double threads, double tasks) {}
