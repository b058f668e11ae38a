package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runtimes that an endpoint can show, by the names that their meters have too. Immutable.
 *
 * @param main the one that is meant where none is named
 * @param others the rest
 */
public record Runtimes(AsyncRuntime main, Collection<AsyncRuntime> others) {
  /** One that cannot be changed from outside. */
  public Runtimes {
    others = List.copyOf(others);
  }

  /** The main one alone. */
  static Runtimes only(AsyncRuntime main) {
    return new Runtimes(main, List.of());
  }

  /** The runtime of that name, which is the main one where there is no name. */
  Optional<AsyncRuntime> named(@Nullable String name) {
    if (name == null || name.equals(main.name())) return Optional.of(main);
    return others.stream().filter(runtime -> runtime.name().equals(name)).findFirst();
  }
}
