package io.asyncruntime.bench;

/** What one benchmark gave for one peer: the median of its iterations, in ns per operation. */
record Score(String workload, String peer, double median) {}
