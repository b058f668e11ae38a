package io.asyncruntime.spring.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * What {@code async-runtime.runtimes} says. The keys are those of the main runtime, and so is the record; but a runtime is called
 * as its key, and so are its threads, unless something else is said.
 */
final class NamedRuntimeProperties {
  static final String PREFIX = "async-runtime.runtimes";

  private NamedRuntimeProperties() {
  }

  /** The keys of the further runtimes. */
  static Set<String> names(Environment environment) {
    return Binder.get(environment).bind(PREFIX, Bindable.mapOf(String.class, Object.class)).map(Map::keySet)
        .orElseGet(Set::of);
  }

  /**
   * The properties of one.
   *
   * @throws InvalidPropertyException which names the property as it is set
   */
  static AsyncRuntimeProperties of(String name, Environment environment) {
    String prefix = PREFIX + "." + name;
    PropertyRules.name(prefix, name);
    Map<String, String> defaults = Map.of(prefix + ".name", name, prefix + ".thread-name-prefix", name + "-worker-");
    Stream<ConfigurationPropertySource> set =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false);
    List<ConfigurationPropertySource> sources =
        Stream.concat(set, Stream.of(new MapConfigurationPropertySource(defaults))).toList();
    try {
      return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
          .bindOrCreate(prefix, AsyncRuntimeProperties.class);
    } catch (BindException e) {
      for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidPropertyException invalid) throw invalid.below(prefix);
      }
      throw e;
    }
  }
}
