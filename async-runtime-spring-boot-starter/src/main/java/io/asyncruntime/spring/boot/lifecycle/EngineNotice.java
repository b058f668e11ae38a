package io.asyncruntime.spring.boot.lifecycle;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says in one warning what is lost where the fast engine could run on this Java and was not let in. Who asked for the other one knows.
 * The thread that refreshes the context.
 */
public final class EngineNotice implements SmartInitializingSingleton {
  private static final Logger LOG = LoggerFactory.getLogger(EngineNotice.class);
  private static final int FIRST_JAVA = 21;

  private final AsyncRuntime runtime;
  private final AwaitEngine wish;

  /** A notice on that runtime, whose properties wished for that engine. */
  public EngineNotice(AsyncRuntime runtime, AwaitEngine wish) {
    this.runtime = runtime;
    this.wish = wish;
  }

  @Override
  public void afterSingletonsInstantiated() {
    text(runtime.awaitEngine(), wish, Runtime.version().feature()).ifPresent(LOG::warn);
  }

  /** What there is to say of an engine, by what it says of itself; empty where nothing is lost. */
  static Optional<String> text(String engine, AwaitEngine wish, int java) {
    if (wish != AwaitEngine.AUTO || java < FIRST_JAVA || engine.startsWith("fast")) return Optional.empty();
    return Optional.of("Async blocks do not run on the fast engine: "
        + engine.substring(engine.indexOf(';') + 1).strip()
        + ". What is lost: each suspended block keeps a thread of the system and its memory, and each suspension takes two"
        + " switches of threads, some microseconds. For Maven and Gradle a line in the build brings it, see \"The"
        + " fast engine\" in the starter's README; async-runtime.await-engine=handoff says that this one is meant, and ends the warning");
  }
}
