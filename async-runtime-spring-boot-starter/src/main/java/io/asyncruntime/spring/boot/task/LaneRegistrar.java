package io.asyncruntime.spring.boot.task;

import io.asyncruntime.BlockingLane;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Makes a bean of every blocking lane of the auto-configured runtime: {@code @Qualifier("jdbc") BlockingLane lane}. The bean
 * of the lane {@code jdbc} is named {@code jdbcBlockingLane}; {@code @Async("jdbc")} names the executor beside it.
 */
public final class LaneRegistrar implements BeanDefinitionRegistryPostProcessor {
  private final String runtimeBean;
  private final Supplier<Set<String>> lanes;

  /**
   * @param runtimeBean name of the runtime's bean
   * @param lanes gives the names of its lanes
   */
  public LaneRegistrar(String runtimeBean, Supplier<Set<String>> lanes) {
    this.runtimeBean = runtimeBean;
    this.lanes = lanes;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (registry.containsBeanDefinition(runtimeBean)) {
      lanes.get().forEach(lane -> register(lane, runtimeBean, "", registry));
    }
  }

  /** Defines the beans of one lane of a runtime; {@code prefix} and the lane's name are their qualifier. */
  public static void register(String lane, String runtimeBean, String prefix, BeanDefinitionRegistry registry) {
    String qualifier = prefix + lane;
    String name = qualifier + "BlockingLane";
    if (registry.containsBeanDefinition(name)) return;
    RootBeanDefinition definition = new RootBeanDefinition(BlockingLane.class);
    definition.setFactoryBeanName(runtimeBean);
    definition.setFactoryMethodName("blockingLane");
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, lane);
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
    registry.registerBeanDefinition(name, definition);
    registry.registerBeanDefinition(qualifier + "LaneExecutor",
        RuntimeExecutors.executor(runtimeBean, lane, qualifier));
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    // The definitions are all there is to do.
  }
}
