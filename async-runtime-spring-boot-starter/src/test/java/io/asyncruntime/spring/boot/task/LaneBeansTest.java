package io.asyncruntime.spring.boot.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LaneBeansTest {
  private final ApplicationContextRunner runner = new ApplicationContextRunner()
      .withConfiguration(AutoConfigurations.of(AsyncRuntimeAutoConfiguration.class))
      .withPropertyValues("async-runtime.blocking.lanes.jdbc.max-threads=2",
          "async-runtime.blocking.lanes.mail-out.queue-capacity=5");

  @Test
  void aLaneIsInjectedByItsName() {
    runner.withBean(Repository.class).run(context -> {
      Repository repository = context.getBean(Repository.class);
      assertThat(repository.jdbc.name()).isEqualTo("jdbc");
      assertThat(repository.mail.name()).isEqualTo("mail-out");
      assertThat(context.getBean(AsyncRuntime.class).blockOn(repository.jdbc.run(() -> 7))).isEqualTo(7);
    });
  }

  @Test
  void everyLaneIsABean() {
    runner.run(context -> assertThat(context.getBeansOfType(BlockingLane.class))
        .containsOnlyKeys("jdbcBlockingLane", "mail-outBlockingLane"));
  }

  @Test
  void thereIsNoneWithoutARuntime() {
    runner.withPropertyValues("async-runtime.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BlockingLane.class));
  }

  static final class Repository {
    private final BlockingLane jdbc;
    private final BlockingLane mail;

    Repository(@Qualifier("jdbc") BlockingLane jdbc, @Qualifier("mail-out") BlockingLane mail) {
      this.jdbc = jdbc;
      this.mail = mail;
    }
  }
}
