package io.asyncruntime.future;

import org.jspecify.annotations.Nullable;

/** {@link Futures#select} and {@link Futures#selectBiased}. */
final class SelectFuture<T extends @Nullable Object> extends Composite<T> {
  private final Race race;

  SelectFuture(Race race) {
    this.race = race;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // all children give a T
  public Poll<T> poll(Context cx) {
    beginPoll();
    if (!race.poll(cx)) { return suspend(); }
    dropChildren();
    return Poll.ready((T) race.value());
  }

  @Override
  void dropChildren() {
    FailureCollector failures = new FailureCollector();
    race.end(failures);
    failures.throwIfAny();
  }
}
