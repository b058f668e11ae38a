package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.await;

import io.asyncruntime.future.Future;
import java.util.List;
import java.util.stream.IntStream;

/** Sends values into a pipe, one after the other. */
record Send(int pipe, int values, Way way) implements Step {
  enum Way {
    SEND, RESERVE, TRY
  }

  @Override
  public Future<?> start(World world) {
    Pipe to = world.pipe(pipe);
    int sender = to.newSender();
    List<Step> sends =
        IntStream.range(0, values).<Step>mapToObj(i -> w -> one(to, new Pipe.Parcel(sender, i))).toList();
    return new HandBody(world, sends);
  }

  @Override
  public void inBlock(World world) throws Exception {
    Pipe to = world.pipe(pipe);
    int sender = to.newSender();
    for (int i = 0; i < values; i++) {
      world.tick();
      await(one(to, new Pipe.Parcel(sender, i)));
    }
  }

  private Future<Void> one(Pipe to, Pipe.Parcel parcel) {
    return switch (way) {
      case SEND -> to.send(parcel);
      case RESERVE -> to.reserveAndSend(parcel);
      case TRY -> to.trySend(parcel);
    };
  }
}
