package io.asyncruntime.bench.peer;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mpsc;
import io.asyncruntime.sync.Oneshot;
import java.util.Optional;

final class AsyncRuntimeChannels implements Channels {
  private static final Integer MESSAGE = 42;

  private final AsyncRuntime runtime;

  AsyncRuntimeChannels(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void transfer(int senders, int messages, int capacity) {
    Mpsc<Integer> channel = capacity == 0 ? Mpsc.unbounded() : Mpsc.bounded(capacity);
    for (int i = 0; i < senders; i++) {
      runtime.spawn(new Sending(channel.sender(), messages / senders));
    }
    runtime.blockOn(runtime.spawn(new Receiving(channel.receiver(), messages / senders * senders)));
  }

  @Override
  public void oneshot(int n) {
    runtime.blockOn(runtime.spawn(new Oneshots(n)));
  }

  private static final class Sending extends Loop<Void> {
    private final Mpsc.Sender<Integer> sender;

    Sending(Mpsc.Sender<Integer> sender, int n) {
      super(n);
      this.sender = sender;
    }

    @Override
    Future<Void> begin() {
      return sender.send(MESSAGE);
    }

    @Override
    void end(Void nothing) {}
  }

  private static final class Receiving extends Loop<Optional<Integer>> {
    private final Mpsc.Receiver<Integer> receiver;

    Receiving(Mpsc.Receiver<Integer> receiver, int n) {
      super(n);
      this.receiver = receiver;
    }

    @Override
    Future<Optional<Integer>> begin() {
      return receiver.recv();
    }

    @Override
    void end(Optional<Integer> message) {
      message.orElseThrow();
    }
  }

  private static final class Oneshots extends Loop<Integer> {
    Oneshots(int n) {
      super(n);
    }

    @Override
    Future<Integer> begin() {
      Oneshot<Integer> channel = Oneshot.channel();
      channel.sender().send(MESSAGE);
      return channel.receiver();
    }

    @Override
    void end(Integer message) {}
  }
}
