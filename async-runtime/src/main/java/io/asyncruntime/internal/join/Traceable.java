package io.asyncruntime.internal.join;

import java.util.List;

/**
 * A future that can say where it waits, for the task dump. Any thread, at any time: the answer may be outdated by the time it
 * is read, but asking never disturbs the future.
 */
public interface Traceable {
  /** The frames of the user's code that waits, innermost first, those of nested futures before their owner's; may be empty. */
  List<String> stack();

  /** What it waits for, in a few words; empty while it runs, before its start and after its end. */
  String waitingOn();

  /** The class that wrote its code, or the class around it, if that is a lambda. */
  String origin();
}
