package io.asyncruntime.task;

import io.asyncruntime.future.Poll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code joinAll()} of a collection. What it has collected it keeps as tasks with their outputs in them, so that a drop can put
 * them back.
 */
final class JoinAll<T extends @Nullable Object, M extends Member<T>> extends EndedFuture<M, List<T>> {
  private final Members<M> members;
  private final List<M> collected = new ArrayList<>();

  JoinAll(String owner, Members<M> members) {
    super(owner, members.ended());
    this.members = members;
  }

  @Override
  Poll<List<T>> onTaken(M taken) throws Exception {
    collected.add(taken);
    taken.output(); // throws if the task failed
    return Poll.pending();
  }

  @Override
  List<T> onEmpty() throws Exception {
    List<T> outputs = new ArrayList<>(collected.size());
    for (M member : collected) {
      outputs.add(member.output());
    }
    return outputs;
  }

  @Override
  void onFailure() {
    members.releaseAll(true);
  }

  @Override
  protected void giveUp() {
    super.giveUp();
    members.restore(collected);
  }

  @Override
  protected String describe() {
    return owner + ".joinAll()";
  }
}
