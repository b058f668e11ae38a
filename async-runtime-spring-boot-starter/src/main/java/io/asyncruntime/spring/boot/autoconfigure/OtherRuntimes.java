package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.actuate.AsyncRuntimeEndpoint;
import io.asyncruntime.spring.boot.actuate.Runtimes;
import io.asyncruntime.spring.boot.lifecycle.AsyncRuntimeLifecycle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/** What the endpoints can show beside the main runtime. */
final class OtherRuntimes {
  private OtherRuntimes() {
  }

  /** Asks the factory now: a closed context gives no beans. */
  static Runtimes beside(AsyncRuntime main, ListableBeanFactory beans) {
    List<AsyncRuntime> others =
        beans.getBeansOfType(AsyncRuntime.class).values().stream().filter(each -> each != main).toList();
    return new Runtimes(main, others);
  }

  /** The overview of each of them by its name; those by properties with their configuration and their end. */
  static Function<String, Optional<AsyncRuntimeEndpoint>> of(AsyncRuntime main, ListableBeanFactory beans,
      Environment environment) {
    Map<String, AsyncRuntimeEndpoint> overviews = new HashMap<>();
    for (AsyncRuntime other : beside(main, beans).others()) {
      overviews.put(other.name(), new AsyncRuntimeEndpoint(other, () -> EffectiveSettings.of(other), Optional::empty));
    }
    for (String key : NamedRuntimeProperties.names(environment)) {
      if (!beans.containsBean(key + "RuntimeLifecycle")) continue;
      AsyncRuntimeProperties properties = NamedRuntimeProperties.of(key, environment);
      AsyncRuntimeLifecycle ours = beans.getBean(key + "RuntimeLifecycle", AsyncRuntimeLifecycle.class);
      overviews.put(properties.name(), new AsyncRuntimeEndpoint(ours.runtime(),
          () -> EffectiveSettings.ofNamed(ours.runtime(), properties), ours::stopped));
    }
    return name -> Optional.ofNullable(overviews.get(name));
  }
}
