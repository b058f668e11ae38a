package io.asyncruntime.task;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.wait.Coop;
import io.asyncruntime.internal.wait.Waiter;
import org.jspecify.annotations.Nullable;

/** Takes what has ended out of a {@link CompletionList}; registers as a reader only when it finds nothing. */
final class ListReader<K extends @Nullable Object, T extends @Nullable Object, E> implements EndedTasks<E> {
  private static final class Place extends Waiter {}

  private final CompletionList<K, T> list;
  private final Members.Reader<SetEntry<K, T>, E> reader;
  private @Nullable Place place; // in the list's queue of readers while not null

  ListReader(CompletionList<K, T> list, Members.Reader<SetEntry<K, T>, E> reader) {
    this.list = list;
    this.reader = reader;
  }

  @Override
  public Poll<@Nullable E> take(Context cx) throws Exception {
    boolean registered = false;
    while (true) {
      if (list.hasFinished() && !Coop.proceed(cx)) { return Poll.pending(); }
      E read = list.next(reader);
      if (read != null || list.size() == 0) { return Poll.ready(read); }
      if (registered) { return Poll.pending(); }
      register(cx); // and look again: what changed before that has woken nobody
      registered = true;
    }
  }

  @Override
  public void stopWaiting() {
    Place mine = place;
    if (mine != null) {
      place = null;
      list.unregister(mine);
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
}
