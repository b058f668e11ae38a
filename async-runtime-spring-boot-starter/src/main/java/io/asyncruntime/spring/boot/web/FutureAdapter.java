package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;

/**
 * Futures as a reactive type of at most one value. The runtime is asked for at every subscription, so that the adapter may
 * live longer than a runtime. Any thread.
 */
public final class FutureAdapter {
  private final Supplier<AsyncRuntime> runtime;

  /**
   * @param runtime gives the runtime that polls a future; throws where there is none
   */
  public FutureAdapter(Supplier<AsyncRuntime> runtime) {
    this.runtime = runtime;
  }

  /** Makes the registry accept {@code Future} and its subtypes, {@code JoinHandle} among them. */
  public void register(ReactiveAdapterRegistry registry) {
    registry.registerReactiveType(
        ReactiveTypeDescriptor.singleOptionalValue(Future.class, () -> Future.ready(null)),
        future -> toPublisher((Future<?>) future), FirstElement::of);
  }

  private <T> Publisher<T> toPublisher(Future<T> future) {
    return new FuturePublisher<>(future, runtime);
  }
}
