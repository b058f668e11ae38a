package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.Mpsc.SendPermit;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MpscUnboundedTest extends MpscContract {
  @Override
  <T> Mpsc<T> withRoomFor(int values) {
    return Mpsc.unbounded();
  }

  @Test
  void itNeverWaits() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      ready(sender.send(i));
    }
    assertThat(receiver.size()).isEqualTo(10_000);
    assertThat(channel).hasToString("Mpsc[10000 queued]");
    for (int i = 0; i < 10_000; i++) {
      assertThat(ready(receiver.recv())).contains(i);
    }
    sender.close();
    assertThat(ready(receiver.recv())).isEmpty();
  }

  @Test
  void itsCapacityHasNoEnd() throws Exception {
    SendPermit<Integer> permit = ready(sender.reserve());
    ready(sender.send(1));
    assertThat(sender.capacity()).isEqualTo(Integer.MAX_VALUE);
    assertThat(sender.maxCapacity()).isEqualTo(Integer.MAX_VALUE);
    permit.close();
  }

  @Test
  void aValueAndAPermitArriveInTheOrderInWhichTheyWereSent() throws Exception {
    SendPermit<Integer> permit = ready(sender.reserve());
    ready(sender.send(1));
    permit.send(2);
    ready(sender.send(3));
    assertThat(ready(receiver.recvMany(9))).containsExactly(1, 2, 3);
  }

  @Test
  void aClosedChannelEndsWhenItsValuesAndItsPermitsAreGone() throws Exception {
    SendPermit<Integer> permit = ready(sender.reserve());
    ready(sender.send(1));
    receiver.close();
    assertThat(receiver.isEnded()).isFalse();
    assertThat(ready(receiver.recv())).contains(1);
    Future<Optional<Integer>> last = receiver.recv();
    RecordingWaker waker = pending(last);
    permit.close();
    assertThat(waker.takeWake()).isTrue();
    assertThat(ready(last)).isEmpty();
    assertThat(receiver.isEnded()).isTrue();
  }

  @Test
  void aPermitForWhoseValueThereIsNoMemoryIsUsedUp() {
    MpscUnbounded<Integer> core = new MpscUnbounded<>(new MpscQueue<>(1, MpscQueueTest.NO_ROOM));
    core.slots().tryAcquire(1);
    core.trySend(1);
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> core.sendReserved(2));
    core.close();
    assertThat(core.take()).isEqualTo(1);
    assertThat(core.reachesEnd()).isTrue();
  }
}
