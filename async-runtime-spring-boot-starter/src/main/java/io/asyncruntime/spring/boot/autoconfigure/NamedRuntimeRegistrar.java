package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import io.asyncruntime.spring.boot.task.LaneRegistrar;
import io.asyncruntime.task.CancellationToken;
import java.util.HashSet;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * Defines the beans of {@code async-runtime.runtimes}: of {@code batch} a {@code batchRuntime}, its {@code batchShutdownToken}, its
 * lifecycle and its lanes, all with the qualifier {@code batch} and injected by it alone.
 */
final class NamedRuntimeRegistrar implements BeanDefinitionRegistryPostProcessor {
  private static final String FACTORY = "asyncRuntimeNamedRuntimes";

  private final Environment environment;

  NamedRuntimeRegistrar(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    Set<String> taken = new HashSet<>();
    taken.add(environment.getProperty("async-runtime.name", "async-runtime"));
    for (String key : NamedRuntimeProperties.names(environment)) {
      AsyncRuntimeProperties properties = NamedRuntimeProperties.of(key, environment);
      if (!taken.add(properties.name())) {
        throw new InvalidPropertyException(NamedRuntimeProperties.PREFIX + "." + key + ".name", properties.name(),
            "a name that no other runtime has");
      }
      register(key, properties, registry);
    }
  }

  private static void register(String key, AsyncRuntimeProperties properties, BeanDefinitionRegistry registry) {
    String runtime = key + "Runtime";
    if (registry.containsBeanDefinition(runtime)) return; // by code that was generated ahead of time, or the application's
    String token = key + "ShutdownToken";
    RootBeanDefinition ofRuntime = definition(key, AsyncRuntime.class, "runtime", key);
    ofRuntime.setDestroyMethodName("");
    registry.registerBeanDefinition(runtime, ofRuntime);
    registry.registerBeanDefinition(token, definition(key, CancellationToken.class, "token"));
    RootBeanDefinition lifecycle = definition(key, AsyncRuntimeLifecycle.class, "lifecycle", key,
        new RuntimeBeanReference(runtime), new RuntimeBeanReference(token));
    lifecycle.setLazyInit(false);
    registry.registerBeanDefinition(runtime + "Lifecycle", lifecycle);
    properties.blocking().lanes().keySet().forEach(lane -> LaneRegistrar.register(lane, runtime, key + ".", registry));
  }

  private static RootBeanDefinition definition(String key, Class<?> type, String method, Object... arguments) {
    RootBeanDefinition definition = new RootBeanDefinition(type);
    definition.setFactoryBeanName(FACTORY);
    definition.setFactoryMethodName(method);
    for (int i = 0; i < arguments.length; i++) {
      definition.getConstructorArgumentValues().addIndexedArgumentValue(i, arguments[i]);
    }
    definition.setDefaultCandidate(false);
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, key));
    return definition;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
    // The definitions are all there is to do.
  }
}
