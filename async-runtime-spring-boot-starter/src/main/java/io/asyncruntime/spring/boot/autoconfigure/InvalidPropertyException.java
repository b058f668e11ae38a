package io.asyncruntime.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A property of the starter has a value that it cannot have. {@link PropertyFailureAnalyzer} shows it at start. */
final class InvalidPropertyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String property;
  private final String value;
  private final String allowed;

  InvalidPropertyException(String property, @Nullable Object value, String allowed) {
    this(property, value, allowed, null);
  }

  InvalidPropertyException(String property, @Nullable Object value, String allowed, @Nullable Throwable cause) {
    super(property + " is " + PropertyRules.text(value) + ", but must be " + allowed, cause);
    this.property = property;
    this.value = PropertyRules.text(value);
    this.allowed = allowed;
  }

  /** The same of a property that has a longer prefix than {@code async-runtime}. */
  InvalidPropertyException below(String prefix) {
    return new InvalidPropertyException(prefix, this);
  }

  private InvalidPropertyException(String prefix, InvalidPropertyException same) {
    super(prefix + same.property.substring("async-runtime".length()) + " is " + same.value + ", but must be "
        + same.allowed, same);
    this.property = prefix + same.property.substring("async-runtime".length());
    this.value = same.value;
    this.allowed = same.allowed;
  }

  String property() {
    return property;
  }

  String value() {
    return value;
  }

  String allowed() {
    return allowed;
  }
}
