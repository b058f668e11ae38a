package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Large collections: a wake polls one child. */
class ManyChildrenTest {
  private static final int SIZE = 100;

  private final RecordingWaker cx = new RecordingWaker();
  private final List<String> journal = new ArrayList<>();
  private final List<PollProbe<Integer>> probes = IntStream.range(0, SIZE)
      .mapToObj(i -> new PollProbe<Integer>("p" + i).recordingIn(journal)).toList();

  @Test
  void theFirstPollVisitsAllAndLaterOnesOnlyTheWoken() throws Exception {
    Future<List<Integer>> join = Futures.join(probes);
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(journal).hasSize(SIZE).startsWith("poll p0", "poll p1").endsWith("poll p99");
    journal.clear();
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(journal).isEmpty();

    probes.get(42).wake();
    probes.get(42).wake();
    assertThat(cx.wakes()).isOne();
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(journal).containsExactly("poll p42");
  }

  @Test
  void allValuesArriveInArgumentOrderWhateverTheOrderOfCompletion() throws Exception {
    Future<List<Integer>> join = Futures.join(probes);
    assertThat(join.poll(cx).isReady()).isFalse();
    for (int i = SIZE - 1; i > 0; i--) {
      probes.get(i).complete(i);
      assertThat(join.poll(cx).isReady()).isFalse();
    }
    probes.get(0).complete(0);
    assertThat(join.poll(cx).value()).isEqualTo(IntStream.range(0, SIZE).boxed().toList());
    assertThat(probes).allSatisfy(probe -> assertThat(probe.polls()).isEqualTo(2));
  }

  @Test
  void theWokenArePolledInTheOrderOfTheirWakesBeginningElsewhereEachTime() throws Exception {
    Future<List<Integer>> join = Futures.join(probes);
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(woken(join, 5, 3, 9)).containsExactly("poll p3", "poll p9", "poll p5");
    assertThat(woken(join, 5, 3, 9)).containsExactly("poll p9", "poll p5", "poll p3");
    assertThat(woken(join, 5, 3, 9)).containsExactly("poll p5", "poll p3", "poll p9");
  }

  private List<String> woken(Future<List<Integer>> join, int... which) throws Exception {
    journal.clear();
    for (int i : which) {
      probes.get(i).wake();
    }
    assertThat(join.poll(cx).isReady()).isFalse();
    return journal;
  }

  @Test
  void aWakeDuringTheChildsOwnPollAsksForAnother() throws Exception {
    PollProbe<Integer> busy = probes.get(7);
    Future<List<Integer>> join = Futures.join(probes);
    busy.onPoll(() -> {
      if (busy.polls() < 4) {
        busy.wake();
      }
    });
    for (int poll = 1; poll <= 3; poll++) {
      assertThat(join.poll(cx).isReady()).isFalse();
      assertThat(busy.polls()).isEqualTo(poll);
      assertThat(cx.takeWake()).isTrue();
    }
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(busy.polls()).isEqualTo(4);
    assertThat(cx.takeWake()).isFalse();
  }

  @Test
  void wakesOfAFinishedChildAreIgnored() throws Exception {
    Future<List<Integer>> join = Futures.join(probes);
    assertThat(join.poll(cx).isReady()).isFalse();
    PollProbe<Integer> early = probes.get(3);
    Waker kept = early.lastWaker();
    early.complete(3);
    assertThat(join.poll(cx).isReady()).isFalse();
    cx.takeWake();
    kept.wake();
    assertThat(cx.takeWake()).isFalse();
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(early.misuse()).isNull();
  }

  @Test
  void wakesAfterTheEndReachNobody() throws Exception {
    Future<Integer> select = Futures.select(probes);
    assertThat(select.poll(cx).isReady()).isFalse();
    Waker ofALoser = probes.get(1).lastWaker();
    probes.get(0).complete(0);
    assertThat(select.poll(cx)).isEqualTo(Poll.ready(0));
    cx.takeWake();
    ofALoser.wake();
    assertThat(cx.takeWake()).isFalse();
  }

  @Test
  void aLoserThatWakesWhileItIsDroppedReachesNobody() throws Exception {
    Future<Integer> select = Futures.select(probes);
    assertThat(select.poll(cx).isReady()).isFalse();
    for (PollProbe<Integer> probe : probes) {
      Waker kept = probe.lastWaker();
      probe.onDrop(kept::wake);
    }
    select.drop();
    assertThat(cx.wakes()).isZero();
    assertThat(probes).allSatisfy(probe -> assertThat(probe.drops()).isOne());
  }

  @Test
  void everyChildIsDroppedThatHasNotCompleted() throws Exception {
    Future<List<Integer>> join = Futures.tryJoin(probes);
    probes.get(5).complete(5);
    assertThat(join.poll(cx).isReady()).isFalse();
    IOException broken = new IOException();
    probes.get(6).fail(broken);
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(broken);
    assertThat(probes).filteredOn(PollProbe::isDropped).hasSize(SIZE - 2);
    assertThat(probes).allSatisfy(probe -> assertThat(probe.misuse()).isNull());
  }

  @Test
  void failuresKeepTheirOrder() throws Exception {
    Future<List<Integer>> join = Futures.join(probes);
    List<IOException> failures = new ArrayList<>();
    for (PollProbe<Integer> probe : probes) {
      IOException broken = new IOException(probe.toString());
      failures.add(broken);
      probe.fail(broken);
    }
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(failures.get(0));
    assertThat(failures.get(0).getSuppressed()).containsExactlyElementsOf(failures.subList(1, SIZE));
  }

  @Test
  void aSelectOfManyBeginsAtRandom() throws Exception {
    List<Future<Integer>> ready = IntStream.range(0, SIZE).mapToObj(Future::ready).toList();
    long distinct = IntStream.range(0, 200).map(i -> {
      try {
        return Futures.select(ready).poll(cx).value();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }).distinct().count();
    assertThat(distinct).isGreaterThan(20);
  }
}
