package io.asyncruntime.scenario.random;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.future.Waker;
import org.jspecify.annotations.Nullable;

/** Waits for a thread that is not the runtime's, which wakes it a few times for nothing first. */
record Poke(int forNothing) implements Step {
  @Override
  public Future<?> start(World world) {
    return new Poked(world, forNothing);
  }

  private static final class Poked implements Future<Void> {
    private final World world;
    private final int forNothing;
    private boolean asked;
    private volatile @Nullable Waker waker;
    private volatile boolean done;

    Poked(World world, int forNothing) {
      this.world = world;
      this.forNothing = forNothing;
    }

    @Override
    public Poll<Void> poll(Context cx) {
      waker = cx.waker();
      if (!asked) {
        asked = true;
        world.outside.execute(this::poke);
      }
      return done ? Poll.ready(null) : Poll.pending();
    }

    @Override
    public void drop() {
      waker = null;
    }

    private void poke() {
      for (int i = 0; i < forNothing; i++) {
        wake();
      }
      done = true;
      wake();
    }

    private void wake() {
      Waker latest = waker;
      if (latest != null) {
        latest.wake();
      }
    }
  }
}
