package io.asyncruntime.spring.boot.actuate;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.support.DisplayNames;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Says in {@code /actuator/info} which runtime the application has. */
public final class AsyncRuntimeInfoContributor implements InfoContributor {
  private final AsyncRuntime runtime;

  /** A contributor for that runtime. */
  public AsyncRuntimeInfoContributor(AsyncRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public void contribute(Info.Builder builder) {
    builder.withDetail("asyncRuntime", new RuntimeInfo(DisplayNames.of(runtime.name()),
        DisplayNames.of(runtime.flavor()), runtime.metrics().numWorkers()));
  }

  /**
   * What never changes while the application runs.
   *
   * @param name name of the runtime
   * @param flavor {@code multi-thread} or {@code current-thread}
   * @param workers number of workers
   */
  public record RuntimeInfo(String name, String flavor, int workers) {}
}
