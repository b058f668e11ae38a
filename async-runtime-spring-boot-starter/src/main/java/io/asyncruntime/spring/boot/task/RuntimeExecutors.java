package io.asyncruntime.spring.boot.task;

import io.asyncruntime.AsyncRuntime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Makes the blocking pool of every {@link AsyncRuntime} bean one that {@code @Async("batch")} can name: by the runtime's qualifiers,
 * or by the name of its bean. Comes after the conditions were looked at, so that no executor of others backs off.
 */
public final class RuntimeExecutors implements BeanFactoryPostProcessor {
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (!(beans instanceof BeanDefinitionRegistry registry)) return;
    for (String runtime : beans.getBeanNamesForType(AsyncRuntime.class, true, false)) {
      if (!beans.containsBeanDefinition(runtime)) continue;
      Set<String> names = qualifiersOf(beans.getBeanDefinition(runtime));
      names.add(runtime);
      names.forEach(name -> register(name, runtime, registry));
    }
  }

  /** Each name has a bean of its own: a definition has one qualifier of a type. */
  private static void register(String name, String runtime, BeanDefinitionRegistry registry) {
    String bean = name + "RuntimeExecutor";
    if (!registry.containsBeanDefinition(bean)) registry.registerBeanDefinition(bean, executor(runtime, "", name));
  }

  /** An executor that is found by its qualifier alone. */
  static BeanDefinition executor(String runtime, String lane, String qualifier) {
    RootBeanDefinition definition = new RootBeanDefinition(NamedExecutor.class);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(runtime));
    definition.getConstructorArgumentValues().addIndexedArgumentValue(1, lane);
    definition.setDefaultCandidate(false);
    definition.setLazyInit(true);
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
    return definition;
  }

  private static Set<String> qualifiersOf(BeanDefinition runtime) {
    Set<String> names = new LinkedHashSet<>();
    if (runtime instanceof AbstractBeanDefinition definition) {
      definition.getQualifiers().forEach(qualifier -> add(qualifier.getAttribute("value"), names));
    }
    if (runtime instanceof AnnotatedBeanDefinition annotated && annotated.getFactoryMethodMetadata() != null) {
      Map<String, @Nullable Object> qualifier =
          annotated.getFactoryMethodMetadata().getAnnotationAttributes(Qualifier.class.getName());
      if (qualifier != null) add(qualifier.get("value"), names);
    }
    return names;
  }

  private static void add(@Nullable Object value, Set<String> names) {
    if (value instanceof String name && !name.isEmpty()) names.add(name);
  }
}
