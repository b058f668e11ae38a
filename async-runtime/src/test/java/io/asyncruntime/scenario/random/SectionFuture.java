package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import org.jspecify.annotations.Nullable;

/** Enters a critical section, does something in it, and leaves it: as a hand-written future, which leaves it when dropped, too. */
final class SectionFuture implements Future<Void> {
  private final Future<Section> entrance;
  private final Future<?> inside;
  private @Nullable Section section;

  SectionFuture(Future<Section> entrance, Future<?> inside) {
    this.entrance = entrance;
    this.inside = inside;
  }

  @Override
  public Poll<Void> poll(Context cx) throws Exception {
    Section entered = section;
    if (entered == null) {
      Poll<Section> answer = entrance.poll(cx);
      if (!answer.isReady()) { return Poll.pending(); }
      entered = answer.value();
    }
    section = null; // unless it is Pending
    boolean stays = false;
    try {
      stays = !inside.poll(cx).isReady();
      if (stays) {
        section = entered;
        return Poll.pending();
      }
      entered.finish();
      return Poll.ready(null);
    } finally {
      if (!stays) {
        entered.close();
      }
    }
  }

  @Override
  public void drop() {
    Section entered = section;
    section = null;
    if (entered == null) {
      entrance.drop();
      return;
    }
    try {
      inside.drop();
    } finally {
      entered.close();
    }
  }
}
