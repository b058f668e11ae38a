package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * A future that reads a {@link CompletionList}. It registers as a reader only when it finds nothing, and owns nothing
 * while it is pending. An entry costs a unit of the cooperative budget, as a join does.
 *
 * @param <E> what it makes of one entry
 * @param <R> what it gives in the end
 */
abstract class ListFuture<K extends @Nullable Object, T extends @Nullable Object, E,
    R extends @Nullable Object> extends SingleUse<R> {
  private static final class Place extends Waiter {}

  final CompletionList<K, T> list;
  private final CompletionList.Reader<K, T, E> reader;
  private @Nullable Place place; // in the list's queue of readers while not null

  ListFuture(CompletionList<K, T> list, CompletionList.Reader<K, T, E> reader) {
    this.list = list;
    this.reader = reader;
  }

  @Override
  final Poll<R> step(Context cx) throws Exception {
    boolean pending = false;
    try {
      Poll<R> answer = readOn(cx);
      pending = !answer.isReady();
      return answer;
    } catch (Throwable failure) {
      onFailure();
      throw failure;
    } finally {
      if (!pending) {
        leave();
      }
    }
  }

  @Override
  protected void giveUp() {
    leave();
  }

  /** An entry was read: the result if this ends the future, {@code Poll.pending()} to go on reading. */
  abstract Poll<R> onEntry(E read) throws Exception;

  /** The list has no entries, neither running nor finished. */
  abstract R onEmpty() throws Exception;

  /** An entry's failure, which becomes this future's. */
  void onFailure() {}

  private Poll<R> readOn(Context cx) throws Exception {
    boolean registered = false;
    while (true) {
      if (list.hasFinished() && !Coop.proceed(cx)) { return Poll.pending(); }
      E read = list.next(reader);
      if (read != null) {
        Poll<R> answer = onEntry(read);
        if (answer.isReady()) { return answer; }
      } else if (list.size() == 0) {
        return Poll.ready(onEmpty());
      } else if (registered) {
        return Poll.pending();
      } else {
        register(cx); // and look again: what changed before that has woken nobody
        registered = true;
      }
    }
  }

  private void register(Context cx) {
    Place mine = place;
    if (mine == null) {
      mine = new Place();
      place = mine;
    }
    list.register(mine, cx.waker());
  }

  private void leave() {
    Place mine = place;
    if (mine != null) {
      place = null;
      list.unregister(mine);
    }
  }
}
