package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.await;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the one reader of a channel does: it asks for the next until there is none. */
record Pump(String name, Function<World, Future<Boolean>> next) implements Step {
  /** Of that pipe, so many values at a time. */
  static Pump ofPipe(int pipe, int most) {
    return new Pump("pipe " + pipe + " by " + most, world -> world.pipe(pipe).receive(most).map(got -> !got.isEmpty()));
  }

  static Pump ofFeed() {
    return new Pump("feed", world -> world.feed.next());
  }

  static Pump ofDial() {
    return new Pump("dial", world -> world.dial.next());
  }

  @Override
  public Future<?> start(World world) {
    return new Pumping(world, next);
  }

  @Override
  public void inBlock(World world) {
    while (await(next.apply(world))) {
      world.tick();
    }
  }

  @Override
  public String toString() {
    return "Pump[" + name + "]";
  }

  private static final class Pumping implements Future<Void> {
    private final World world;
    private final Function<World, Future<Boolean>> next;
    private @Nullable Future<Boolean> current;

    Pumping(World world, Function<World, Future<Boolean>> next) {
      this.world = world;
      this.next = next;
    }

    @Override
    public Poll<Void> poll(Context cx) throws Exception {
      while (true) {
        Future<Boolean> asked = current == null ? next.apply(world) : current;
        current = null;
        Poll<Boolean> answer = asked.poll(cx);
        if (!answer.isReady()) {
          current = asked;
          return Poll.pending();
        }
        if (!answer.value()) { return Poll.ready(null); }
        world.tick();
      }
    }

    @Override
    public void drop() {
      Future<Boolean> asked = current;
      current = null;
      if (asked != null) {
        asked.drop();
      }
    }
  }
}
