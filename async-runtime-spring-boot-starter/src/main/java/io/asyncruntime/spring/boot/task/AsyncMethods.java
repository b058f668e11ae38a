package io.asyncruntime.spring.boot.task;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * Lets {@code @Async} methods return our futures: puts {@link AsyncMethod} in the place of Spring's advice, which knows none of
 * them, and leaves all other methods to that. Without {@code @EnableAsync} there is no such advice, and nothing to do. Has no
 * order, so that it comes after all that have one, Spring's own processor among them. The thread that makes the bean.
 */
public final class AsyncMethods implements BeanPostProcessor {
  private final ConfigurableBeanFactory beans;

  /** For the beans of this factory. */
  public AsyncMethods(ConfigurableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof Advised advised && !advised.isFrozen()) replaceIn(advised);
    return bean;
  }

  private void replaceIn(Advised advised) {
    for (Advisor advisor : advised.getAdvisors()) {
      if (advisor instanceof AsyncAnnotationAdvisor springs) {
        Advice advice = springs.getAdvice();
        if (advice instanceof MethodInterceptor others) {
          advised.replaceAdvisor(springs,
              new DefaultPointcutAdvisor(springs.getPointcut(), new AsyncMethod(beans, others)));
        }
      }
    }
  }
}
