package io.asyncruntime.spring.boot.autoconfigure;

import java.util.List;

/** Something is set that is no property, and was asked not to be. {@link UnknownPropertyFailureAnalyzer} shows it at start. */
final class UnknownPropertyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  UnknownPropertyException(List<String> findings) {
    super(String.join("\n", findings));
  }
}
