package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.inAsyncCode;
import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.future.Future;
import io.asyncruntime.sync.RwLock.ReadGuard;
import io.asyncruntime.sync.RwLock.WriteGuard;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RwLockTest {
  private final RwLock<String> lock = new RwLock<>("a");

  @Test
  void manyReadOrOneWrites() throws Exception {
    ReadGuard<String> first = ready(lock.read());
    ReadGuard<String> second = lock.tryRead().orElseThrow();
    assertThat(first.get() + second.get()).isEqualTo("aa");
    assertThat(lock.tryWrite()).isEmpty();
    first.close();
    assertThat(lock.tryWrite()).isEmpty();
    second.close();
    WriteGuard<String> writer = lock.tryWrite().orElseThrow();
    writer.set("b");
    assertThat(writer.get()).isEqualTo("b");
    assertThat(lock.tryRead()).isEmpty();
    assertThat(lock.tryWrite()).isEmpty();
    writer.close();
    assertThat(ready(lock.read()).get()).isEqualTo("b");
  }

  @Test
  void aReaderBehindAWaitingWriterWaits() throws Exception {
    ReadGuard<String> reader = ready(lock.read());
    Future<WriteGuard<String>> writer = lock.write();
    Future<ReadGuard<String>> late = lock.read();
    RecordingWaker writerWaker = pending(writer);
    RecordingWaker lateWaker = pending(late);
    assertThat(lock.tryRead()).isEmpty();
    reader.close();
    assertThat(writerWaker.takeWake()).isTrue();
    assertThat(lateWaker.takeWake()).isFalse();
    WriteGuard<String> writing = ready(writer);
    pending(late, lateWaker);
    writing.close();
    assertThat(lateWaker.takeWake()).isTrue();
    ready(late).close();
    assertThat(lock.tryWrite()).isPresent();
  }

  @Test
  void aDroppedWriterLetsTheReadersBehindItIn() throws Exception {
    ReadGuard<String> reader = ready(lock.read());
    Future<WriteGuard<String>> writer = lock.write();
    Future<ReadGuard<String>> late = lock.read();
    pending(writer);
    RecordingWaker waker = pending(late);
    writer.drop();
    assertThat(waker.takeWake()).isTrue();
    ready(late).close();
    reader.close();
    assertThat(lock.tryWrite()).isPresent();
  }

  @Test
  void downgradeLetsReadersInAndNoWriterBetween() throws Exception {
    WriteGuard<String> writer = ready(lock.write());
    Future<ReadGuard<String>> reader = lock.read();
    Future<WriteGuard<String>> next = lock.write();
    RecordingWaker readerWaker = pending(reader);
    RecordingWaker nextWaker = pending(next);
    writer.set("b");
    ReadGuard<String> own = writer.downgrade();
    assertThat(readerWaker.takeWake()).isTrue();
    assertThat(nextWaker.takeWake()).isFalse();
    assertThat(own.get()).isEqualTo("b");
    ReadGuard<String> other = ready(reader);
    assertThatIllegalStateException().isThrownBy(writer::get).withMessageContaining("downgraded");
    assertThatIllegalStateException().isThrownBy(() -> writer.set("c"));
    assertThatIllegalStateException().isThrownBy(writer::downgrade);
    writer.close();
    own.close();
    pending(next);
    other.close();
    ready(next).close();
    assertThat(lock.tryWrite()).isPresent();
  }

  @Test
  void aSecondCloseDoesNothingAndAClosedGuardIsOfNoUse() throws Exception {
    ReadGuard<String> reader = ready(lock.read());
    ReadGuard<String> stays = ready(lock.read());
    reader.close();
    reader.close();
    assertThat(lock.tryWrite()).isEmpty();
    stays.close();
    assertThatIllegalStateException().isThrownBy(reader::get);
    WriteGuard<String> writer = ready(lock.write());
    writer.close();
    writer.close();
    assertThatIllegalStateException().isThrownBy(writer::get);
    assertThatIllegalStateException().isThrownBy(() -> writer.set("b"));
    assertThatIllegalStateException().isThrownBy(writer::downgrade);
    WriteGuard<String> next = ready(lock.write());
    writer.close();
    assertThat(lock.tryRead()).isEmpty();
    next.close();
  }

  @Test
  void theBudgetIsTakenAndGivenBack() throws Exception {
    assertThat(withBudget(3, () -> ready(lock.read()))).isEqualTo(2);
    assertThat(withBudget(3, () -> pending(lock.write()))).isEqualTo(3);
  }

  @Test
  void blockingCallsAreForPlainThreads() throws Exception {
    ReadGuard<String> reader = lock.blockingRead();
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
      try (WriteGuard<String> guard = lock.blockingWrite()) {
        guard.set("z");
      }
    });
    reader.close();
    other.get();
    assertThat(lock.blockingRead().get()).isEqualTo("z");
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(lock::blockingRead))
        .withMessageContaining("await read()");
    assertThatIllegalStateException().isThrownBy(() -> inAsyncCode(lock::blockingWrite))
        .withMessageContaining("await write()");
  }

  @Test
  void itSaysWhoHasIt() throws Exception {
    assertThat(lock).hasToString("RwLock[free]");
    ReadGuard<String> reader = ready(lock.read());
    assertThat(lock).hasToString("RwLock[read]");
    reader.close();
    ready(lock.write());
    assertThat(lock).hasToString("RwLock[written or waited for]");
  }
}
