package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.FastRandom;
import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Futures.select and selectBiased. */
class SelectAllTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final List<String> journal = new ArrayList<>();
  private final PollProbe<String> a = new PollProbe<String>("a").recordingIn(journal);
  private final PollProbe<String> b = new PollProbe<String>("b").recordingIn(journal);
  private final PollProbe<String> c = new PollProbe<String>("c").recordingIn(journal);
  private final Ambient here = Ambient.current();
  private FastRandom before;

  @BeforeEach
  void seed() {
    before = here.setRandom(new FastRandom(42));
  }

  @AfterEach
  void restore() {
    here.setRandom(before);
    here.budget = Ambient.UNCONSTRAINED;
  }

  @Test
  void theFirstToCompleteWinsAndTheLosersAreDropped() throws Exception {
    Future<String> select = Futures.select(List.of(a, b, c));
    assertThat(select.poll(cx).isReady()).isFalse();
    b.complete("b");
    journal.clear();
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("b"));
    assertThat(journal).endsWith("poll b", "drop a", "drop c");
    assertThat(b.drops()).isZero();
  }

  @Test
  void theFirstFailureWinsToo() throws Exception {
    IOException broken = new IOException();
    Future<String> select = Futures.select(List.of(a, b));
    assertThat(select.poll(cx).isReady()).isFalse();
    b.fail(broken);
    assertThatThrownBy(() -> select.poll(cx)).isSameAs(broken);
    assertThat(a.isDropped()).isTrue();
    assertThat(b.drops()).isZero();
  }

  @Test
  void eachPollBeginsAtRandomAndGoesRound() throws Exception {
    Future<String> select = Futures.select(List.of(a, b, c));
    int[] firsts = new int[3];
    for (int i = 0; i < 300; i++) {
      journal.clear();
      assertThat(select.poll(cx).isReady()).isFalse();
      List<String> rotated = new ArrayList<>(List.of("poll a", "poll b", "poll c"));
      int first = rotated.indexOf(journal.get(0));
      firsts[first]++;
      Collections.rotate(rotated, -first);
      assertThat(journal).isEqualTo(rotated);
    }
    assertThat(IntStream.of(firsts)).allMatch(count -> 60 < count && count < 140);
  }

  @Test
  void theOrderIsRepeatableForASeed() throws Exception {
    assertThat(winners(7)).isEqualTo(winners(7)).isNotEqualTo(winners(8)).contains(0, 1, 2, 3);
  }

  private List<Integer> winners(long seed) throws Exception {
    here.setRandom(new FastRandom(seed));
    List<Future<Integer>> ready = IntStream.range(0, 4).mapToObj(Future::ready).toList();
    List<Integer> winners = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      winners.add(Futures.select(ready).poll(cx).value());
    }
    return winners;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void biasedGoesFromTheFirstToTheLastAtEveryPoll(int size) throws Exception {
    List<PollProbe<String>> all = IntStream.range(0, size)
        .mapToObj(i -> new PollProbe<String>("p" + i).recordingIn(journal)).toList();
    Future<String> select = Futures.selectBiased(all);
    List<String> inOrder = IntStream.range(0, size).mapToObj(i -> "poll p" + i).toList();
    for (int i = 0; i < 3; i++) {
      journal.clear();
      assertThat(select.poll(cx).isReady()).isFalse();
      assertThat(journal).isEqualTo(inOrder);
    }
    all.get(size - 1).complete("last");
    all.get(1).complete("second");
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("second"));
    assertThat(all.get(size - 1).polls()).isEqualTo(3);
    assertThat(all.get(size - 1).isDropped()).isTrue();
  }

  @Test
  void ofNothingIsRefusedAtTheCall() {
    assertThatIllegalArgumentException().isThrownBy(() -> Futures.select(List.<Future<String>>of()).drop())
        .withMessageContaining("select of an empty collection");
    assertThatIllegalArgumentException().isThrownBy(() -> Futures.selectBiased(List.<Future<String>>of()).drop())
        .withMessageContaining("selectBiased of an empty collection");
  }

  @Test
  void aLoserWhoseDropThrowsDoesNotKeepTheOthers() {
    IllegalStateException ofA = new IllegalStateException();
    AssertionError ofB = new AssertionError();
    a.onDrop(() -> {
      throw ofA;
    });
    b.onDrop(() -> {
      throw ofB;
    });
    c.complete("c");
    Future<String> select = Futures.select(List.of(a, c, b));
    assertThatThrownBy(() -> select.poll(cx)).isSameAs(ofA);
    assertThat(ofA.getSuppressed()).containsExactly(ofB);
    assertThat(a.isDropped() && b.isDropped()).isTrue();
  }

  @Test
  void theWinnersFailureComesBeforeWhatTheDropsThrow() {
    IOException broken = new IOException();
    IllegalStateException ofA = new IllegalStateException();
    a.onDrop(() -> {
      throw ofA;
    });
    b.fail(broken);
    Future<String> select = Futures.select(List.of(a, b));
    assertThatThrownBy(() -> select.poll(cx)).isSameAs(broken);
    assertThat(broken.getSuppressed()).containsExactly(ofA);
  }

  @Test
  void aTaskWithoutBudgetGivesWayFirst() throws Exception {
    a.complete("a");
    Future<String> select = Futures.selectBiased(List.of(a));
    here.budget = 0;
    assertThat(select.poll(cx).isReady()).isFalse();
    assertThat(a.polls()).isZero();
    assertThat(cx.wakes()).isEqualTo(1);
    here.budget = 1;
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("a"));
    assertThat(here.budget).isOne();
  }
}
