package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Refuses a start with several runtimes of which none is the main one: all that the starter does for the main one would be
 * missing in silence.
 */
@AutoConfiguration(after = AsyncRuntimeAutoConfiguration.class)
public final class AsyncRuntimeCandidatesAutoConfiguration {
  @Bean
  static BeanFactoryPostProcessor asyncRuntimeCandidates() {
    return AsyncRuntimeCandidatesAutoConfiguration::check;
  }

  private static void check(ConfigurableListableBeanFactory beans) {
    List<String> candidates = Stream.of(beans.getBeanNamesForType(AsyncRuntime.class, true, false))
        .filter(beans::containsBeanDefinition)
        .filter(name -> isDefaultCandidate(beans.getBeanDefinition(name))).toList();
    long primary = candidates.stream().filter(name -> beans.getBeanDefinition(name).isPrimary()).count();
    if (candidates.size() > 1 && primary != 1) throw new AmbiguousRuntimesException(candidates);
  }

  /** As Spring decides on what is injected without a qualifier. */
  private static boolean isDefaultCandidate(BeanDefinition bean) {
    return bean.isAutowireCandidate() && !bean.isFallback()
        && !(bean instanceof AbstractBeanDefinition definition && !definition.isDefaultCandidate());
  }
}
