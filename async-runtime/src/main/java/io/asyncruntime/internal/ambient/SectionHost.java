package io.asyncruntime.internal.ambient;

/** Something that drops a future and can put it off, while a section in that future is open. Its poller's thread only. */
public interface SectionHost {
  /** A section is about to begin. False when the drop is wanted already: then it must not. */
  boolean open(OpenSection section);

  /** The section is over. Without effect for one that is not open. */
  void close(OpenSection section);
}
