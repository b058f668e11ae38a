package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sends, receives, arrivals and departures, against a list of everything that was ever sent. */
class BroadcastPropertyTest {
  private static final int STEPS = 20_000;
  private static final int CAPACITY = 8;

  /** A receiver, and where it stands in the list. */
  private static final class Reader {
    private final Broadcast.Receiver<Integer> receiver;
    private int next;

    Reader(Broadcast.Receiver<Integer> receiver, int next) {
      this.receiver = receiver;
      this.next = next;
    }
  }

  private final Broadcast<Integer> channel = Broadcast.channel(CAPACITY);
  private final List<Integer> sent = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 20261123})
  void everyReceiverSeesTheListFromWhereItCame(long seed) throws Exception {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(20)) {
        case 0 -> arrive();
        case 1 -> leave(random);
        case 2, 3, 4, 5, 6, 7, 8 -> send(step);
        default -> receive(random);
      }
    }
    assertThat(sent).isNotEmpty();
  }

  private void arrive() {
    if (readers.size() < 5) {
      readers.add(new Reader(channel.subscribe(), sent.size()));
    }
  }

  private void leave(Random random) {
    if (!readers.isEmpty()) {
      readers.remove(random.nextInt(readers.size())).receiver.close();
    }
  }

  private void send(int value) {
    assertThat(channel.send(value)).isEqualTo(readers.size());
    if (!readers.isEmpty()) {
      sent.add(value);
    }
  }

  private void receive(Random random) throws Exception {
    if (readers.isEmpty()) { return; }
    Reader reader = readers.get(random.nextInt(readers.size()));
    int oldest = sent.size() - CAPACITY;
    assertThat(reader.receiver.size()).isEqualTo(sent.size() - reader.next);
    try {
      var answer = reader.receiver.recv().poll(new RecordingWaker());
      assertThat(answer.isReady()).isEqualTo(reader.next < sent.size());
      if (answer.isReady()) {
        assertThat(reader.next).isGreaterThanOrEqualTo(oldest);
        assertThat(answer.value()).isEqualTo(Optional.of(sent.get(reader.next++)));
      }
    } catch (LaggedException lagged) {
      assertThat(lagged.skipped()).isPositive().isEqualTo(oldest - reader.next);
      reader.next = oldest;
    }
  }
}
