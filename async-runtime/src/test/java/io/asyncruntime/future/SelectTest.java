package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SelectTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final List<String> journal = new ArrayList<>();
  private final PollProbe<Integer> number = new PollProbe<Integer>("number").recordingIn(journal);
  private final PollProbe<String> text = new PollProbe<String>("text").recordingIn(journal);

  @Test
  void theWinnersHandlerMakesTheResult() throws Exception {
    Select<String> select = Select.<Integer, String>of(number, n -> "number " + n).on(text, s -> "text " + s);
    assertThat(select.poll(cx).isReady()).isFalse();
    text.complete("t");
    assertThat(cx.wakes()).isOne();
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("text t"));
  }

  @Test
  void theLosersAreDroppedBeforeTheHandlerRuns() throws Exception {
    PollProbe<String> disabled = new PollProbe<String>("disabled").recordingIn(journal);
    Select<String> select = Select.<Integer, String>of(number, n -> {
      journal.add("handler");
      return "v";
    }).on(text, s -> s).onlyIf(false, disabled, s -> s).biased();
    number.complete(1);
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("v"));
    assertThat(journal).containsExactly("poll number", "drop text", "drop disabled", "handler");
  }

  @Test
  void aHandlerMayReturnNullAndSeeNull() throws Exception {
    Select<String> select = Select.of(Future.<Integer>ready(null), n -> n == null ? null : "not null");
    assertThat(select.poll(cx)).isSameAs(Poll.ready(null));
  }

  @Test
  void failsAsTheWinnerOrItsHandlerDoes() {
    IOException broken = new IOException();
    AtomicInteger handled = new AtomicInteger();
    number.fail(broken);
    Select<Integer> select = Select.<Integer, Integer>of(number, n -> handled.incrementAndGet()).on(text, s -> 0);
    assertThatThrownBy(() -> select.poll(cx)).isSameAs(broken);
    assertThat(handled).hasValue(0);
    assertThat(text.isDropped()).isTrue();
    assertThat(number.drops()).isZero();

    RuntimeException thrown = new RuntimeException();
    Select<Integer> handler = Select.of(Future.ready(1), n -> {
      throw thrown;
    });
    assertThatThrownBy(() -> handler.poll(cx)).isSameAs(thrown);
  }

  @Test
  void aLoserWhoseDropThrowsFailsTheSelectBeforeItsHandler() {
    IllegalStateException broken = new IllegalStateException();
    PollProbe<String> other = new PollProbe<>("other");
    text.onDrop(() -> {
      throw broken;
    });
    number.complete(1);
    AtomicInteger handled = new AtomicInteger();
    Select<Integer> select = Select.<Integer, Integer>of(number, n -> handled.incrementAndGet())
        .on(text, s -> 0).onlyIf(false, other, s -> 0);
    assertThatThrownBy(() -> select.poll(cx)).isSameAs(broken);
    assertThat(handled).hasValue(0);
    assertThat(other.isDropped()).isTrue();
  }

  @Test
  void biasedPollsTopDownAndTheFirstReadyWins() throws Exception {
    Select<String> select = Select.<String>of().on(number, n -> "number").on(text, s -> s).biased();
    for (int i = 0; i < 20; i++) {
      assertThat(select.poll(cx).isReady()).isFalse();
    }
    assertThat(journal).hasSize(40);
    for (int i = 0; i < 40; i += 2) {
      assertThat(journal.subList(i, i + 2)).containsExactly("poll number", "poll text");
    }
    text.complete("text");
    number.complete(1);
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("number"));
    assertThat(text.isDropped()).isTrue();
  }

  @Test
  void withoutBiasEveryReadyBranchWinsAtTimes() throws Exception {
    Set<String> winners = new TreeSet<>();
    for (int i = 0; i < 1000 && winners.size() < 3; i++) {
      winners.add(Select.<String>of().on(Future.ready(1), n -> "first").on(Future.ready("x"), s -> "second")
          .on(Future.ready('c'), c -> "third").poll(cx).value());
    }
    assertThat(winners).containsExactly("first", "second", "third");
  }

  @Test
  void aDisabledBranchIsDroppedButNeverPolled() throws Exception {
    Select<String> select = Select.<String>of().onlyIf(false, number, n -> "number").onlyIf(true, text, s -> s);
    number.completeSilently(1);
    assertThat(select.poll(cx).isReady()).isFalse();
    text.complete("text");
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("text"));
    assertThat(number.polls()).isZero();
    assertThat(number.drops()).isOne();
  }

  @Test
  void dropReachesDisabledBranchesToo() {
    Select<String> select = Select.<String>of().onlyIf(false, number, n -> "number").on(text, s -> s);
    select.drop();
    select.drop();
    assertThat(number.drops()).isOne();
    assertThat(text.drops()).isOne();
  }

  @Test
  void orElseAnswersWhenNoBranchIsEnabled() throws Exception {
    Select<String> select = Select.<String>of().onlyIf(false, number, n -> "number").orElse(() -> {
      journal.add("orElse");
      return "else";
    });
    assertThat(select.poll(cx)).isEqualTo(Poll.ready("else"));
    assertThat(journal).containsExactly("drop number", "orElse");
    assertThat(Select.<String>of().orElse(() -> null).poll(cx)).isSameAs(Poll.ready(null));
    assertThatIllegalStateException().isThrownBy(() -> select.poll(cx)).withMessageContaining("after completion");
  }

  @Test
  void orElseIsNotAskedWhileABranchIsEnabled() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Select<Integer> select = Select.of(number, n -> n).orElse(asked::incrementAndGet);
    assertThat(select.poll(cx).isReady()).isFalse();
    number.complete(5);
    assertThat(select.poll(cx)).isEqualTo(Poll.ready(5));
    assertThat(asked).hasValue(0);
  }

  @Test
  void noBranchAndNoOrElseIsLoud() {
    Select<String> none = Select.of();
    assertThatIllegalStateException().isThrownBy(() -> none.poll(cx)).withMessageContaining("orElse");
    Select<String> disabled = Select.<String>of().onlyIf(false, number, n -> "number");
    assertThatIllegalStateException().isThrownBy(() -> disabled.poll(cx)).withMessageContaining("orElse");
    assertThat(number.drops()).isOne();
    assertThat(number.polls()).isZero();
  }

  @Test
  void changesAfterTheFirstPollOrDropAreLoud() throws Exception {
    Select<String> polled = Select.of(text, s -> s);
    assertThat(polled.poll(cx).isReady()).isFalse();
    Select<String> dropped = Select.of(Future.<String>pending(), s -> s);
    dropped.drop();
    for (Select<String> select : List.of(polled, dropped)) {
      assertThatIllegalStateException().isThrownBy(() -> select.on(number, n -> "n").drop())
          .withMessageContaining("make a new Select");
      assertThatIllegalStateException().isThrownBy(() -> select.onlyIf(false, number, n -> "n").drop());
      assertThatIllegalStateException().isThrownBy(() -> select.orElse(() -> "else").drop());
      assertThatIllegalStateException().isThrownBy(() -> select.biased().drop());
    }
    assertThat(number.drops()).isZero();
    text.complete("still works");
    assertThat(polled.poll(cx)).isEqualTo(Poll.ready("still works"));
  }

  @Test
  void manyBranchesWork() throws Exception {
    Select<Integer> select = Select.of();
    List<PollProbe<Integer>> probes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int branch = i;
      probes.add(new PollProbe<>("p" + i));
      select = select.on(probes.get(i), v -> branch * 1000 + v);
    }
    assertThat(select.poll(cx).isReady()).isFalse();
    probes.get(77).complete(5);
    assertThat(select.poll(cx)).isEqualTo(Poll.ready(77_005));
    assertThat(probes).filteredOn(PollProbe::isDropped).hasSize(99);
  }
}
