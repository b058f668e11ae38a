package io.asyncruntime.metrics;

/**
 * A worker that was added because every other one was in a long poll, and work waited. It goes again when one of the configured
 * workers is back.
 *
 * @param index its index: the configured workers have the lower ones. Used again for a later spare worker
 * @param stuck how many workers were in a poll that was longer than the threshold, earlier spare ones included
 */
public record SpareWorker(int index, int stuck) {}
