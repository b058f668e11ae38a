package io.asyncruntime.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PollTest {

  @Test
  void readyHasAValue() {
    Poll<String> poll = Poll.ready("v");
    assertThat(poll.isReady()).isTrue();
    assertThat(poll.value()).isEqualTo("v");
    assertThat(poll).isEqualTo(new Poll.Ready<>("v"));
  }

  @Test
  void readyOfNullIsOneObject() {
    assertThat(Poll.ready(null).isReady()).isTrue();
    assertThat(Poll.ready(null).value()).isNull();
    assertThat(Poll.<String>ready(null)).isSameAs(Poll.<Integer>ready(null)).isEqualTo(new Poll.Ready<>(null));
  }

  @Test
  void pendingIsOneObjectWithoutAValue() {
    Poll<String> poll = Poll.pending();
    assertThat(poll.isReady()).isFalse();
    assertThat(poll).isSameAs(Poll.<Integer>pending()).isInstanceOf(Poll.Pending.class).hasToString("Pending");
    assertThatIllegalStateException().isThrownBy(poll::value).withMessageContaining("await");
  }

  @Test
  void noopWakerIsOneObject() {
    assertThat(Waker.noop()).isSameAs(Waker.noop()).hasToString("Waker.noop()");
    assertThatCode(Waker.noop()::wake).doesNotThrowAnyException();
  }
}
