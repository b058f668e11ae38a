package io.asyncruntime.sample.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseTest {
  private static final long SECOND = 1_000_000_000L;

  private static Reply reply(int status, double meant, double ended) {
    return new Reply("c", Kind.EVENT, false, status, (long) (meant * SECOND), (long) (ended * SECOND),
        Optional.empty());
  }

  private static Sample sample(double at, double heap) {
    return new Sample((long) (at * SECOND), 5, heap, 40, Double.NaN);
  }

  static Phase ofTenSeconds() {
    return new Phase("ten <seconds>", 3, 0, 10 * SECOND,
        List.of(reply(200, 1, 1.1), reply(409, 2, 2.3), reply(503, 3, 3.01), reply(500, 4, 4.5), reply(0, 5, 15),
            reply(200, 9, 12)),
        List.of(sample(1, 50), sample(4, 90), sample(9, 60)));
  }

  /** An answer that comes when the phase is over was no use in it; its customer waited all the same. */
  @Test
  void whatCameInTimeIsTheGoodputAndWhatCameLateIsALatency() {
    Phase phase = ofTenSeconds();
    assertThat(phase.goodput()).isEqualTo(0.2);
    assertThat(phase.millis(0.99, Reply::isGood)).isEqualTo(3000);
    assertThat(phase.millis(0.5, Reply::isRefusal)).isEqualTo(10);
    assertThat(phase.millis(0.5, reply -> false)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"200,good", "201,good", "404,good", "409,good", "429,refusal", "503,refusal", "500,fault", "502,fault",
      "0,silence"})
  void eachAnswerIsOneThing(int status, String what) {
    Reply reply = reply(status, 0, 1);
    assertThat(List.of(reply.isGood(), reply.isRefusal(), reply.isFault(), reply.isSilence()))
        .containsExactly(what.equals("good"), what.equals("refusal"), what.equals("fault"), what.equals("silence"));
  }

  @Test
  void whoLeavesIsNotMissedByTheReport() {
    assertThat(new Reply("c", Kind.EVENT, true, 0, 0, 1, Optional.empty()).isSilence()).isFalse();
  }

  @Test
  void itsPartsHaveWhatWasInTheirTime() {
    Phase last = ofTenSeconds().after(0.4);
    assertThat(last.replies()).extracting(Reply::status).containsExactly(500, 0, 200);
    assertThat(last.lowest(Sample::heapMegabytes)).isEqualTo(60);
    assertThat(last.highest(Sample::tasks)).as("never asked").isNaN();
    assertThat(ofTenSeconds().before(0.4).highest(Sample::heapMegabytes)).isEqualTo(50);
  }
}
