package io.asyncruntime.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Names what is set below {@code async-runtime} and is no property: Spring Boot would bind nothing to it, and say nothing. The
 * thread that refreshes the context.
 */
final class UnknownProperties {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownProperties.class);
  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("async-runtime");
  private static final PropertyNames NAMES = new PropertyNames("async-runtime", AsyncRuntimeProperties.class);

  private final Environment environment;

  UnknownProperties(Environment environment) {
    this.environment = environment;
  }

  /**
   * Warns of each, or stops the start.
   *
   * @throws UnknownPropertyException when {@code async-runtime.strict-properties} is on
   */
  void check() {
    Map<ConfigurationPropertyName, String> unknown = find();
    if (unknown.isEmpty()) return;
    List<String> findings = List.copyOf(unknown.values());
    if (environment.getProperty("async-runtime.strict-properties", boolean.class, false)) {
      throw new UnknownPropertyException(findings);
    }
    findings.forEach(LOG::warn);
  }

  private Map<ConfigurationPropertyName, String> find() {
    Map<ConfigurationPropertyName, String> unknown = new LinkedHashMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (!(source instanceof IterableConfigurationPropertySource names)) continue;
      StreamSupport.stream(names.spliterator(), false)
          .filter(name -> ROOT.isAncestorOf(name) && !NAMES.knows(name))
          .forEach(name -> unknown.computeIfAbsent(name, key -> text(key, source.getConfigurationProperty(key))));
    }
    return unknown;
  }

  private static String text(ConfigurationPropertyName name, @Nullable ConfigurationProperty found) {
    String origin = found == null || found.getOrigin() == null ? "" : " (set in " + found.getOrigin() + ")";
    return PropertyRules.shown(name.toString()) + origin + " is no property of the async runtime and has no effect"
        + NAMES.nearest(name).map(meant -> "; did you mean " + PropertyRules.shown(meant) + "?").orElse("");
  }
}
