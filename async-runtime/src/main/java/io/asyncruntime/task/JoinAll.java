package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link JoinSet#joinAll()}. What it has collected it keeps as entries with their outputs in them, so that a drop can put
 * them back.
 */
final class JoinAll<K extends @Nullable Object, T extends @Nullable Object>
    extends
      ListFuture<K, T, SetEntry<K, T>, List<T>> {
  private final List<SetEntry<K, T>> collected = new ArrayList<>();

  JoinAll(CompletionList<K, T> list) {
    super(list, SetEntry::kept);
  }

  @Override
  Poll<List<T>> onEntry(SetEntry<K, T> read) throws Exception {
    collected.add(read);
    read.output(); // throws if the task failed
    return Poll.pending();
  }

  @Override
  List<T> onEmpty() throws Exception {
    List<T> outputs = new ArrayList<>(collected.size());
    for (SetEntry<K, T> entry : collected) {
      outputs.add(entry.output());
    }
    return outputs;
  }

  @Override
  void onFailure() {
    list.releaseAll(true);
  }

  @Override
  protected void giveUp() {
    super.giveUp();
    list.restore(collected);
  }

  @Override
  protected String describe() {
    return "JoinSet.joinAll()";
  }
}
