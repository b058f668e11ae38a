package io.asyncruntime.bench.peer;

/** Channels and one-shots. */
public interface Channels {
  /** {@code senders} tasks send {@code messages} in all to one receiver, through a channel of {@code capacity}; 0 is unbounded. */
  void transfer(int senders, int messages, int capacity);

  /** One task creates, fills and reads {@code n} one-shots, one after the other. */
  void oneshot(int n);
}
