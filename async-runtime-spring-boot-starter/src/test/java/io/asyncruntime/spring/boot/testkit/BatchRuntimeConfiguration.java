package io.asyncruntime.spring.boot.testkit;

import io.asyncruntime.AsyncRuntime;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A second runtime beside that of the starter, as its README declares it, with a lane of its own. */
@Configuration(proxyBeanMethods = false)
public class BatchRuntimeConfiguration {
  @Bean(defaultCandidate = false)
  @Qualifier("batch")
  AsyncRuntime batchRuntime() {
    return AsyncRuntime.multiThread().name("batch").workerThreads(1).blockingLane("jdbc", 1, 1).build();
  }
}
