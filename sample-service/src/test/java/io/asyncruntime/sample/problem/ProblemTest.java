package io.asyncruntime.sample.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.time.ElapsedException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class ProblemTest {
  static Stream<RuntimeException> outages() {
    return Stream.of(new ElapsedException("late"), new RejectedExecutionException("full"),
        new DataAccessResourceFailureException("closed"), new CannotAcquireLockException("locked"),
        new CannotCreateTransactionException("no connection"), new TransactionSystemException("no commit"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void whatWillPassIsAnAnswerThatSaysWhenToComeAgain(RuntimeException outage) {
    ResponseEntity<?> answer = Problem.answering(() -> {
      throw outage;
    });
    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isNotBlank();
  }

  @Test
  void aRefusalIsItsOwnAnswer() {
    ResponseEntity<?> answer = Problem.answering(() -> {
      throw Problem.conflict("sold").with("availableSeats", 0);
    });
    assertThat(answer.getStatusCode().value()).isEqualTo(409);
  }

  @Test
  void whatNobodyForesawGoesOn() {
    assertThat(Problem.of(new DuplicateKeyException("twice"))).isNull();
    assertThatIllegalStateException().isThrownBy(() -> Problem.answering(() -> {
      throw new IllegalStateException("a fault");
    }));
  }
}
