package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * {@code /actuator/asyncmutexes}: how much the named mutexes of the runtime are used and fought over. Request threads and
 * JMX. Names need not be unique: a name selects every mutex that has it.
 */
@Endpoint(id = "asyncmutexes")
public final class AsyncMutexesEndpoint {
  private final Runtimes runtimes;

  /** An endpoint for that runtime. */
  public AsyncMutexesEndpoint(AsyncRuntime runtime) {
    this(Runtimes.only(runtime));
  }

  /** An endpoint for those runtimes. */
  public AsyncMutexesEndpoint(Runtimes runtimes) {
    this.runtimes = runtimes;
  }

  /** All named mutexes of the main runtime that are still in use, for code. */
  public MutexesAnswer mutexes() {
    return new MutexesAnswer(all(runtimes.main()));
  }

  /** The mutexes of that name in the main runtime, for code; null when there is none. */
  public @Nullable MutexesAnswer mutex(String name) {
    return mutex(name, null);
  }

  /** All named mutexes of a runtime, the main one where none is named; null when there is none of that name. */
  @ReadOperation
  @SuppressWarnings("deprecation") // the only mark of an optional parameter that Spring Boot 3.5 knows
  public @Nullable MutexesAnswer mutexes(@Nullable @org.springframework.lang.Nullable String runtime) {
    return runtimes.named(runtime).map(found -> new MutexesAnswer(all(found))).orElse(null);
  }

  /** The mutexes of that name; null when there is none, or no such runtime. */
  @ReadOperation
  @SuppressWarnings("deprecation") // as above
  public @Nullable MutexesAnswer mutex(@Selector String name,
      @Nullable @org.springframework.lang.Nullable String runtime) {
    List<MutexAnswer> named = runtimes.named(runtime).stream().flatMap(found -> all(found).stream())
        .filter(mutex -> mutex.name().equals(name)).toList();
    return named.isEmpty() ? null : new MutexesAnswer(named);
  }

  private static List<MutexAnswer> all(AsyncRuntime runtime) {
    return runtime.metrics().mutexes().stream().map(MutexAnswer::of).toList();
  }
}
