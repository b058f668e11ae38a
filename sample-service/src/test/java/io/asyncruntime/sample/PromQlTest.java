package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void metricsAndLabelsAreTakenApart() {
    PromQl expression =
        new PromQl("topk(10, sum by (mutex, job) (rate(a_total{x=~\"$x\", y!=\"1\"}[$__rate_interval]))) "
            + "/ on (z) max(job:b:sum) > 0.5 and c");
    assertThat(expression.metrics()).containsExactly("a_total", "c", "job:b:sum");
    assertThat(expression.labels()).containsExactly("job", "mutex", "x", "y", "z");
  }

  @Test
  void whatTheAdapterFillsInIsNoName() {
    assertThat(new PromQl("sum by (<<.GroupBy>>) (a{<<.LabelMatchers>>})").metrics()).containsExactly("a");
  }
}
