package io.asyncruntime.spring.boot.autoconfigure;

import java.util.List;

/** There are several runtimes, and none is the main one. {@link AmbiguousRuntimesFailureAnalyzer} shows it at start. */
final class AmbiguousRuntimesException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AmbiguousRuntimesException(List<String> names) {
    super("The beans '" + String.join("', '", names)
        + "' are all an AsyncRuntime, and none of them is the main one, which polls the futures that methods return, is the "
        + "one that Actuator shows, and is injected without a qualifier");
  }
}
