package io.asyncruntime.sync;

/** What became of a value that was offered without waiting. */
public enum TrySendResult {
  /** It is in the channel. */
  OK,
  /** No slot is free, or others wait for one. */
  FULL,
  /** Nobody will receive it. */
  CLOSED
}
