package io.asyncruntime.spring.boot.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.StandardServletAsyncWebRequest;

/** The container's time-out waits until the deadline has done its work, where the deadline has work to do. */
class DeadlineGraceTest {
  private final List<Long> set = new ArrayList<>();
  private final StandardServletAsyncWebRequest request =
      new StandardServletAsyncWebRequest(new MockHttpServletRequest(), new MockHttpServletResponse()) {
        @Override
        public void setTimeout(Long timeout) {
          set.add(timeout);
        }
      };

  private void begin(RequestDeadline deadline) {
    request.setAttribute(RequestDeadline.ATTRIBUTE, deadline, RequestAttributes.SCOPE_REQUEST);
    new DeadlineGrace().beforeConcurrentHandling(request, new DeferredResult<>());
  }

  @Test
  void itComesHalfAMinuteAfterTheDeadlineOfAFuture() {
    RequestDeadline deadline = new RequestDeadline(Duration.ofHours(1));
    assertThat(deadline.limiting(Future.ready("value"))).isNotNull();
    begin(deadline);
    assertThat(set).singleElement().satisfies(
        millis -> assertThat(millis).isBetween(Duration.ofMinutes(30).toMillis(), Duration.ofSeconds(3630).toMillis()));
  }

  @Test
  void itIsLeftAsItIsForOtherResults() {
    begin(new RequestDeadline(Duration.ofHours(1)));
    assertThat(set).isEmpty();
  }
}
