package io.asyncruntime.spring.boot.autoconfigure;

import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Says at start which property of the starter has a bad value, where it was set and what is allowed. Before Boot's own
 * analysis of binding failures, which knows neither our limits nor what a number may be. Leaves other properties to it.
 */
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<Throwable> implements Ordered {
  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("async-runtime");

  private final Environment environment;

  PropertyFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int getOrder() { return HIGHEST_PRECEDENCE; }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, Throwable cause) {
    InvalidPropertyException invalid = findCause(failure, InvalidPropertyException.class);
    if (invalid != null) return analysis(invalid.property(), invalid.value(), invalid.allowed(), failure);
    BindException unbound = findCause(failure, BindException.class);
    return unbound == null || !ROOT.isAncestorOf(unbound.getName()) ? null : conversion(unbound, failure);
  }

  private @Nullable FailureAnalysis conversion(BindException unbound, Throwable failure) {
    ConfigurationProperty property = unbound.getProperty();
    if (property == null) return null;
    return analysis(unbound.getName().toString(), PropertyRules.text(property.getValue()),
        PropertyRules.allowedFor(typeOf(unbound.getTarget())), failure);
  }

  private static Class<?> typeOf(Bindable<?> target) {
    return target.getType().resolve(Object.class);
  }

  private FailureAnalysis analysis(String property, String value, String allowed, Throwable failure) {
    String description = "The property " + property + " is " + value + origin(property)
        + ", which is not allowed: it must be " + allowed + ".";
    return new FailureAnalysis(description, "Set " + property + " to " + allowed + ", or remove it to get the default.",
        failure);
  }

  private String origin(String property) {
    ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(property);
    if (name == null) return "";
    return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
        .map(source -> source.getConfigurationProperty(name))
        .filter(found -> found != null && found.getOrigin() != null)
        .findFirst().map(found -> " (set in " + found.getOrigin() + ")").orElse("");
  }
}
