package io.asyncruntime.spring.boot.method;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.BlockingLane;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Lanes by the names that annotations use. Any thread. */
record LaneFinder(ConfigurableBeanFactory beans) {
  /**
   * A lane that is a bean with that qualifier, or one of the main runtime, which the application may have built itself.
   *
   * @throws IllegalArgumentException if there is none; names those that there are
   */
  BlockingLane find(String name) {
    try {
      return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beans, BlockingLane.class, name);
    } catch (NoSuchBeanDefinitionException none) {
      return beans.getBean(AsyncRuntime.class).blockingLane(name);
    }
  }
}
