package io.asyncruntime.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.testkit.RecordingWaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DelayQueueTest {
  private final HandTurnedRuntime runtime = new HandTurnedRuntime().enter();
  private final RecordingWaker waker = new RecordingWaker();
  private final DelayQueue<String> queue = new DelayQueue<>();

  @AfterEach
  void leave() {
    Ambient.current().budget = Ambient.UNCONSTRAINED;
    runtime.close();
  }

  private static Duration millis(long count) {
    return Duration.ofMillis(count);
  }

  private Poll<Optional<DelayQueue.Expired<String>>> poll(Future<Optional<DelayQueue.Expired<String>>> future)
      throws Exception {
    return future.poll(waker);
  }

  /** The next value if one has expired, else null; the queue must not be empty. */
  private @Nullable String next() throws Exception {
    Future<Optional<DelayQueue.Expired<String>>> future = queue.pollExpired();
    Poll<Optional<DelayQueue.Expired<String>>> poll = poll(future);
    future.drop();
    return poll.isReady() ? poll.value().orElseThrow().value() : null;
  }

  @Test
  void anEmptyQueueGivesNothingAtOnce() throws Exception {
    assertThat(poll(queue.pollExpired()).value()).isEmpty();
    assertThat(queue.size()).isZero();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.peek()).isEmpty();
  }

  @Test
  void valuesComeOutInTheOrderOfTheirDeadlines() throws Exception {
    DelayQueue.Key third = queue.insert("third", millis(30));
    queue.insert("first", millis(10));
    queue.insert("second", millis(20));
    queue.insert("second too", millis(20));
    assertThat(queue.size()).isEqualTo(4);
    assertThat(next()).isNull();
    runtime.advanceMillis(10);
    assertThat(next()).isEqualTo("first");
    assertThat(next()).isNull();
    runtime.advanceMillis(20);
    assertThat(next()).isEqualTo("second");
    assertThat(next()).isEqualTo("second too");
    assertThat(queue.peek()).contains(third);
    DelayQueue.Expired<String> last = poll(queue.pollExpired()).value().orElseThrow();
    assertThat(last.value()).isEqualTo("third");
    assertThat(last.key()).isSameAs(third);
    assertThat(last.deadline()).isEqualTo(RuntimeInstant.now());
    assertThat(queue.isEmpty()).isTrue();
    assertThat(runtime.driver.size()).isZero();
  }

  @Test
  void aPastDeadlineIsExpiredNow() throws Exception {
    runtime.advance(Duration.ofNanos(777));
    queue.insertAt("past", RuntimeInstant.now().minus(millis(5)));
    queue.insert("now", Duration.ZERO);
    assertThat(next()).isEqualTo("past");
    assertThat(next()).isEqualTo("now");
  }

  @Test
  void deadlinesAreRoundedUpToTheMillisecond() throws Exception {
    queue.insert("value", Duration.ofNanos(1_000_001));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    poll(waiting);
    runtime.advanceMillis(1);
    assertThat(waker.wakes()).isZero();
    runtime.advanceMillis(1);
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(poll(waiting).isReady()).isTrue();
  }

  @Test
  void insertingAnEarlierValueWakesTheWaiter() throws Exception {
    queue.insert("late", millis(100));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    assertThat(poll(waiting).isReady()).isFalse();
    queue.insert("later", millis(200));
    assertThat(waker.wakes()).isZero();
    queue.insert("early", millis(10));
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(poll(waiting).isReady()).isFalse();
    runtime.advanceMillis(10);
    assertThat(waker.wakes()).isEqualTo(2);
    assertThat(poll(waiting).value().orElseThrow().value()).isEqualTo("early");
  }

  @Test
  void resettingToEarlierWakesTheWaiterAndToLaterMakesItWaitOn() throws Exception {
    queue.insert("a", millis(50));
    DelayQueue.Key key = queue.insert("b", millis(100));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    poll(waiting);
    queue.reset(key, millis(10));
    assertThat(waker.wakes()).isEqualTo(1);
    poll(waiting);
    queue.resetAt(key, RuntimeInstant.now().plus(millis(200)));
    poll(waiting);
    runtime.advanceMillis(10);
    assertThat(poll(waiting).isReady()).isFalse();
    assertThat(queue.deadline(key)).isEqualTo(RuntimeInstant.now().plus(millis(190)));
    runtime.advanceMillis(40);
    assertThat(poll(waiting).value().orElseThrow().value()).isEqualTo("a");
  }

  @Test
  void removingTheLastValueWakesTheWaiterWithNothing() throws Exception {
    DelayQueue.Key key = queue.insert("value", millis(50));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    poll(waiting);
    assertThat(queue.remove(key).value()).isEqualTo("value");
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(poll(waiting).value()).isEmpty();
    assertThat(runtime.driver.size()).isZero();
    assertThatThrownBy(() -> poll(waiting)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void clearWakesTheWaiterWithNothing() throws Exception {
    queue.insert("value", millis(50));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    poll(waiting);
    queue.clear();
    assertThat(waker.wakes()).isEqualTo(1);
    assertThat(poll(waiting).value()).isEmpty();
  }

  @Test
  void droppingTheWaiterTakesNothingOutAndLeavesNoTimer() throws Exception {
    queue.insert("value", millis(50));
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    poll(waiting);
    waiting.drop();
    assertThat(runtime.driver.size()).isZero();
    queue.insert("earlier", millis(5));
    assertThat(waker.wakes()).isZero();
    assertThat(queue.size()).isEqualTo(2);
    assertThatThrownBy(() -> poll(waiting)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void unknownKeysAreRefused() throws Exception {
    DelayQueue.Key removed = queue.insert("a", millis(1));
    queue.insert("b", millis(2));
    queue.remove(removed);
    DelayQueue.Key foreign = new DelayQueue<String>().insert("c", millis(2));
    runtime.advanceMillis(2);
    DelayQueue.Key expired = poll(queue.pollExpired()).value().orElseThrow().key();
    for (DelayQueue.Key key : List.of(removed, foreign, expired)) {
      assertThatThrownBy(() -> queue.remove(key)).isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("tryRemove()");
      assertThatThrownBy(() -> queue.reset(key, millis(1))).isInstanceOf(NoSuchElementException.class);
      assertThatThrownBy(() -> queue.deadline(key)).isInstanceOf(NoSuchElementException.class);
      assertThat(queue.tryRemove(key)).isEmpty();
    }
  }

  @Test
  void tryRemoveGivesTheValue() {
    DelayQueue.Key key = queue.insert("a", millis(1));
    assertThat(queue.tryRemove(key)).map(DelayQueue.Expired::value).contains("a");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void waitingWithoutARuntimeNamesTheWayOutAndLeavesNoWaiter() {
    queue.insert("a", millis(100));
    runtime.close();
    assertThatThrownBy(() -> poll(queue.pollExpired())).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("enter()");
    queue.clear();
    assertThat(waker.wakes()).isZero();
    runtime.enter();
  }

  @Test
  void pollingAnEmptyQueueGivesWayWhenTheBudgetIsUsedUp() throws Exception {
    Ambient.current().budget = 1;
    assertThat(poll(queue.pollExpired()).isReady()).isTrue();
    Future<Optional<DelayQueue.Expired<String>>> waiting = queue.pollExpired();
    assertThat(poll(waiting).isReady()).isFalse();
    assertThat(waker.wakes()).isEqualTo(1);
    Ambient.current().budget = 1;
    assertThat(poll(waiting).value()).isEmpty();
  }

  @Test
  void badArgumentsAreRefusedAtTheCall() {
    assertThatThrownBy(() -> queue.insert(null, millis(1))).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.insert("a", null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.insertAt("a", null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.insert("a", millis(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.tryRemove(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.remove(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void behavesAsASortedMapUnderRandomOperations() throws Exception {
    Random random = new Random(42);
    TreeMap<Long, String> expected = new TreeMap<>(); // millisecond and number in one long
    List<DelayQueue.Key> keys = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 2000; i++) {
      long delay = random.nextInt(200);
      keys.add(queue.insert("" + i, millis(delay)));
      expected.put((now + delay) * 10_000 + i, "" + i);
      if (random.nextInt(3) == 0) {
        String removed =
            queue.tryRemove(keys.get(random.nextInt(keys.size()))).map(DelayQueue.Expired::value).orElse("");
        expected.values().remove(removed);
      }
      if (random.nextInt(10) == 0) {
        int step = random.nextInt(50);
        now += step;
        runtime.advanceMillis(step);
        while (!expected.isEmpty() && expected.firstKey() / 10_000 <= now) {
          assertThat(next()).isEqualTo(expected.pollFirstEntry().getValue());
        }
      }
      assertThat(queue.size()).isEqualTo(expected.size());
    }
  }
}
