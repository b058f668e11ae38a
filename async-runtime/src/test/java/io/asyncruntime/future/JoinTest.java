package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.testkit.PollProbe;
import io.asyncruntime.testkit.RecordingWaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinTest {
  private final RecordingWaker cx = new RecordingWaker();
  private final List<String> journal = new ArrayList<>();
  private final PollProbe<Integer> a = probe("a");
  private final PollProbe<Integer> b = probe("b");
  private final PollProbe<Integer> c = probe("c");

  private PollProbe<Integer> probe(String name) {
    return new PollProbe<Integer>(name).recordingIn(journal);
  }

  @Test
  void givesTheValuesInArgumentOrder() throws Exception {
    Future<List<Integer>> join = Futures.join(List.of(a, b, c));
    assertThat(join.poll(cx).isReady()).isFalse();
    c.complete(3);
    a.complete(1);
    assertThat(join.poll(cx).isReady()).isFalse();
    b.complete(2);
    assertThat(join.poll(cx).value()).containsExactly(1, 2, 3);
    assertThat(List.of(a, b, c)).allSatisfy(child -> assertThat(child.drops()).isZero());
  }

  @Test
  void ofNothingIsReadyAtOnce() throws Exception {
    assertThat(Futures.join(List.<Future<String>>of()).poll(cx)).isEqualTo(Poll.ready(List.of()));
    assertThat(Futures.tryJoin(List.<Future<String>>of()).poll(cx)).isEqualTo(Poll.ready(List.of()));
  }

  @Test
  void valuesMayBeNullAndTheListCannotBeChanged() throws Exception {
    List<String> values = Futures.join(List.of(Future.<String>ready(null), Future.ready("v"))).poll(cx).value();
    assertThat(values).containsExactly(null, "v");
    assertThatThrownBy(() -> values.set(0, "x")).isInstanceOf(RuntimeException.class);
    assertThat(values).containsExactly(null, "v");
  }

  @Test
  void combinesTwoThreeOrFourValuesOfDifferentTypes() throws Exception {
    Future<Integer> one = Future.ready(1);
    Future<String> two = Future.ready("2");
    Future<Long> three = Future.ready(3L);
    Future<Character> four = Future.ready('4');
    assertThat(Futures.join(one, two, (x, y) -> x + y).poll(cx).value()).isEqualTo("12");
    assertThat(Futures.join(one, two, three, (x, y, z) -> x + y + z).poll(cx).value()).isEqualTo("123");
    assertThat(Futures.join(one, two, three, four, (w, x, y, z) -> w + x + y + z).poll(cx).value()).isEqualTo("1234");
    assertThat(Futures.tryJoin(one, two, (x, y) -> x + y).poll(cx).value()).isEqualTo("12");
    assertThat(Futures.tryJoin(one, two, three, (x, y, z) -> x + y + z).poll(cx).value()).isEqualTo("123");
    assertThat(Futures.tryJoin(one, two, three, four, (w, x, y, z) -> w + x + y + z).poll(cx).value())
        .isEqualTo("1234");
  }

  @Test
  void failsAsItsCombinerDoes() {
    RuntimeException broken = new RuntimeException();
    Future<String> join = Futures.join(Future.ready(1), Future.ready(2), (x, y) -> {
      throw broken;
    });
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(broken);
    Future<String> tryJoin = Futures.tryJoin(Future.ready(1), Future.ready(2), (x, y) -> {
      throw broken;
    });
    assertThatThrownBy(() -> tryJoin.poll(cx)).isSameAs(broken);
  }

  @Test
  void theBranchPolledFirstRotates() throws Exception {
    Future<Integer> join = Futures.join(a, b, c, (x, y, z) -> x + y + z);
    for (int i = 0; i < 4; i++) {
      assertThat(join.poll(cx).isReady()).isFalse();
    }
    assertThat(journal).containsExactly(
        "poll a", "poll b", "poll c",
        "poll b", "poll c", "poll a",
        "poll c", "poll a", "poll b",
        "poll a", "poll b", "poll c");
  }

  @Test
  void aFinishedBranchIsNotPolledAgain() throws Exception {
    Future<List<Integer>> join = Futures.join(List.of(a, b));
    a.complete(1);
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(a.polls()).isOne();
    assertThat(b.polls()).isEqualTo(2);
  }

  @Test
  void aFailureWaitsForTheOthers() throws Exception {
    IOException broken = new IOException();
    Future<List<Integer>> join = Futures.join(List.of(a, b));
    a.fail(broken);
    assertThat(join.poll(cx).isReady()).isFalse();
    b.complete(2);
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(broken).hasNoSuppressedExceptions();
    assertThat(journal).doesNotContain("drop a", "drop b");
  }

  @Test
  void theFirstFailureInArgumentOrderIsThrownWithTheOthersSuppressed() throws Exception {
    IOException ofA = new IOException();
    AssertionError ofB = new AssertionError();
    IllegalStateException ofC = new IllegalStateException();
    Future<List<Integer>> join = Futures.join(List.of(a, b, c));
    c.fail(ofC);
    assertThat(join.poll(cx).isReady()).isFalse();
    b.fail(ofB);
    assertThat(join.poll(cx).isReady()).isFalse();
    a.fail(ofA);
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(ofA);
    assertThat(ofA.getSuppressed()).containsExactly(ofB, ofC);
  }

  @Test
  void oneFailureOfSeveralBranchesIsNotSuppressedIntoItself() {
    IOException shared = new IOException();
    IOException other = new IOException();
    List<Future<Integer>> failing =
        List.of(Future.failed(shared), Future.failed(other), Future.failed(shared), Future.failed(other));
    Future<List<Integer>> join = Futures.join(failing);
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(shared);
    assertThat(shared.getSuppressed()).containsExactly(other);
    assertThat(other.getSuppressed()).isEmpty();
  }

  @Test
  void anAnswerOfNullIsTheFailureOfThatBranch() throws Exception {
    Future<Integer> answersNull = waiting -> null;
    Future<List<Integer>> join = Futures.join(List.of(answersNull, a));
    assertThat(join.poll(cx).isReady()).isFalse();
    a.complete(1);
    assertThatThrownBy(() -> join.poll(cx)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void dropReachesTheUnfinishedAlthoughSomeThrow() throws Exception {
    IllegalStateException ofA = new IllegalStateException();
    AssertionError ofC = new AssertionError();
    PollProbe<Integer> done = probe("done");
    done.complete(0);
    PollProbe<Integer> failed = probe("failed");
    failed.fail(new IOException());
    a.onDrop(() -> {
      throw ofA;
    });
    c.onDrop(() -> {
      throw ofC;
    });
    Future<List<Integer>> join = Futures.join(List.of(a, done, b, failed, c));
    assertThat(join.poll(cx).isReady()).isFalse();
    journal.clear();
    assertThatThrownBy(join::drop).isSameAs(ofA);
    assertThat(ofA.getSuppressed()).containsExactly(ofC);
    assertThat(journal).containsExactly("drop a", "drop b", "drop c");
  }

  @Test
  void dropsThatThrowTheSameObjectDoNotSuppressItIntoItself() {
    IllegalStateException shared = new IllegalStateException();
    for (PollProbe<Integer> probe : List.of(a, b)) {
      probe.onDrop(() -> {
        throw shared;
      });
    }
    Future<List<Integer>> join = Futures.join(List.of(a, b));
    assertThatThrownBy(join::drop).isSameAs(shared).hasNoSuppressedExceptions();
    assertThat(b.isDropped()).isTrue();
  }

  @Test
  void theCollectionIsCopied() throws Exception {
    List<Future<Integer>> mutable = new ArrayList<>(List.of(Future.ready(1), Future.ready(2)));
    Future<List<Integer>> join = Futures.join(mutable);
    mutable.clear();
    assertThat(join.poll(cx).value()).containsExactly(1, 2);
  }

  @Test
  void tryJoinGivesUpAtTheFirstFailureAndDropsTheRest() throws Exception {
    IOException broken = new IOException();
    Future<List<Integer>> join = Futures.tryJoin(List.of(a, b, c));
    a.complete(1);
    assertThat(join.poll(cx).isReady()).isFalse();
    journal.clear();
    b.fail(broken);
    assertThatThrownBy(() -> join.poll(cx)).isSameAs(broken);
    assertThat(journal).containsExactly("poll b", "drop c");
  }

  @Test
  void tryJoinSuppressesWhatItsDropsThrow() {
    IOException broken = new IOException();
    IllegalStateException ofB = new IllegalStateException();
    a.fail(broken);
    b.onDrop(() -> {
      throw ofB;
    });
    c.onDrop(() -> FailingDrop.raise(broken));
    Future<List<Integer>> join = Futures.tryJoin(List.of(a, b, c));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> join.poll(cx)).isSameAs(broken);
    assertThat(broken.getSuppressed()).containsExactly(ofB);
    assertThat(c.isDropped()).isTrue();
  }

  @Test
  void tryJoinRotatesAndGivesTheValuesInArgumentOrder() throws Exception {
    Future<String> join = Futures.tryJoin(a, b, (x, y) -> x + "," + y);
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(join.poll(cx).isReady()).isFalse();
    assertThat(journal).containsExactly("poll a", "poll b", "poll b", "poll a");
    b.complete(2);
    a.complete(1);
    assertThat(join.poll(cx).value()).isEqualTo("1,2");
  }

  /** Throws a checked exception where the compiler allows none. */
  private static final class FailingDrop {
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> void raise(Throwable failure) throws X {
      throw (X) failure;
    }
  }
}
