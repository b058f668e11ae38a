package io.asyncruntime.spring.boot.method;

import io.asyncruntime.future.Future;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.reactivestreams.Publisher;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Puts a proxy in front of beans with {@link Lane} and {@link Deadline}, and stops the start where none can see the call. Around
 * transactions and what else is there, inside of retries, so that each attempt has a place and a time of its own. The thread that makes
 * the bean.
 */
public final class RuledMethods extends AbstractBeanFactoryAwareAdvisingPostProcessor {
  private static final long serialVersionUID = 1L;

  /** Before the retries', which then put their advice in front. */
  private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 3;

  private static final List<Class<? extends Annotation>> KINDS = List.of(Lane.class, Deadline.class);

  /** For the beans of this factory. */
  public RuledMethods(ConfigurableBeanFactory beans) {
    setBeforeExistingAdvisors(true);
    setProxyTargetClass(true);
    setOrder(ORDER);
    ComposablePointcut annotated = new ComposablePointcut(new AnnotationMatchingPointcut(null, Lane.class, true))
        .union(new AnnotationMatchingPointcut(null, Deadline.class, true))
        .union(new AnnotationMatchingPointcut(Lane.class, true))
        .union(new AnnotationMatchingPointcut(Deadline.class, true));
    this.advisor = new DefaultPointcutAdvisor(annotated, new RuledMethod(beans));
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    Class<?> type = AopUtils.getTargetClass(bean);
    if (!type.getName().startsWith("org.springframework.")) check(type);
    return super.postProcessAfterInitialization(bean, beanName);
  }

  private static void check(Class<?> type) {
    for (Class<? extends Annotation> kind : KINDS) {
      boolean ofClass = AnnotatedElementUtils.hasAnnotation(type, kind);
      if (ofClass && Modifier.isFinal(type.getModifiers())) throw unseen(kind, type, "final");
      ReflectionUtils.doWithMethods(type, method -> check(kind, method, ofClass), method -> !method.isSynthetic());
    }
  }

  private static void check(Class<? extends Annotation> kind, Method method, boolean ofClass) {
    boolean own = AnnotatedElementUtils.hasAnnotation(method, kind);
    if (own) {
      String hidden = hidden(method);
      if (!hidden.isEmpty()) throw unseen(kind, method, hidden);
    }
    boolean applies =
        own || (ofClass && Modifier.isPublic(method.getModifiers()) && method.getDeclaringClass() != Object.class);
    if (applies && isUnsupported(method.getReturnType())) {
      throw new IllegalStateException("@" + kind.getSimpleName() + " on " + method + ": it returns a "
          + method.getReturnType().getName()
          + ", whose work would be done elsewhere. Let it return a Future, a value or nothing");
    }
  }

  private static String hidden(Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isPrivate(modifiers)) return "private";
    if (Modifier.isStatic(modifiers)) return "static";
    if (Modifier.isFinal(modifiers)) return "final";
    return Modifier.isFinal(method.getDeclaringClass().getModifiers()) ? "of a final class" : "";
  }

  private static boolean isUnsupported(Class<?> result) {
    return result != Future.class
        && (Future.class.isAssignableFrom(result) || CompletionStage.class.isAssignableFrom(result)
            || java.util.concurrent.Future.class.isAssignableFrom(result) || Publisher.class.isAssignableFrom(result));
  }

  private static IllegalStateException unseen(Class<? extends Annotation> kind, Object place, String hidden) {
    return new IllegalStateException("@" + kind.getSimpleName() + " on " + place + " would have no effect: it is "
        + hidden
        + ", and a proxy cannot see calls of it. Make it an instance method that is neither private nor final, in a class that is not"
        + " final, and call it from another bean");
  }
}
