package io.asyncruntime.task;

import java.util.List;

/**
 * The tasks of a collection, as its futures see them. They are in it until somebody takes them out.
 *
 * @param <M> type of the tasks
 */
sealed interface Members<M extends Member<?>> permits CompletionList, TaskQueue {
  /** What a joiner makes of a task it has taken out, which has ended; throwing ends the joiner's poll. */
  interface Reader<M, E> {
    E read(M member) throws Exception;
  }

  /** For one future: to take out what has ended. */
  <E> EndedTasks<E> ended(Reader<M, E> reader);

  /** As {@link #ended(Reader)}, the tasks themselves, whose outputs may then be asked for any number of times. */
  EndedTasks<M> ended();

  /** Puts tasks of {@link #ended()} back. */
  void restore(List<M> taken);

  /** Aborts all; they stay until they are joined. */
  void abortAll();

  /** Lets go of all, which go on unless {@code abort}; nobody will see their outputs. */
  void releaseAll(boolean abort);
}
