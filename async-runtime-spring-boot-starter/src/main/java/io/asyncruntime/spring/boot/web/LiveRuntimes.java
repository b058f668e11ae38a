package io.asyncruntime.spring.boot.web;

import io.asyncruntime.AsyncRuntime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The runtimes of all application contexts in this JVM, newest first, and the one adapter for them in Spring's shared
 * registry. {@code @Scheduled}, {@code @EventListener}, {@code @Cacheable} and reactive {@code @Transactional} use that
 * registry. Nothing can be taken out of it, and its first match wins: an adapter bound to one context's runtime would break
 * the contexts after it. Any thread.
 */
public final class LiveRuntimes {
  private static final List<AsyncRuntime> RUNTIMES = new CopyOnWriteArrayList<>();

  static {
    new FutureAdapter(LiveRuntimes::newest).register(ReactiveAdapterRegistry.getSharedInstance());
  }

  private LiveRuntimes() {
  }

  /**
   * Makes the shared registry know futures, if it does not yet. Before any bean is made: {@code @Scheduled} asks the registry
   * when its bean is made, and would call a method it does not know for reactive without ever polling the future.
   */
  public static void prepare() {
    // The initialisation of this class has done it, once per JVM.
  }

  /** Offers the runtime to the shared registry. */
  public static void add(AsyncRuntime runtime) {
    RUNTIMES.add(0, runtime);
  }

  /** Takes it back. */
  public static void remove(AsyncRuntime runtime) {
    RUNTIMES.remove(runtime);
  }

  private static AsyncRuntime newest() {
    return AsyncRuntime.tryCurrent()
        .or(() -> RUNTIMES.stream().filter(runtime -> !runtime.isShutdown()).findFirst())
        .orElseThrow(NoRuntime::inAnyContext);
  }
}
