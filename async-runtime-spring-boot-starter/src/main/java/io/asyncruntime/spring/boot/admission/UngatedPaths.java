package io.asyncruntime.spring.boot.admission;

import java.util.List;

/**
 * Paths of requests that are let in whatever happens. The starter has a bean of this type for Actuator; beans of the application add to
 * it.
 */
@FunctionalInterface
public interface UngatedPaths {
  /** Patterns of Spring, such as {@code /status/**}, within the application. Asked once, at the first request. */
  List<String> patterns();
}
