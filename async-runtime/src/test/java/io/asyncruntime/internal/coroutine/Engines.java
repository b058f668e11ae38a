package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.RuntimeRef;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.internal.util.VirtualThreads;
import io.asyncruntime.task.ContextPropagator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;
import org.jspecify.annotations.Nullable;

/** The engines to test, and the place of a runtime that uses one of them. */
final class Engines {
  private Engines() {}

  /** Every engine that can be here. For {@code @MethodSource}. */
  static Stream<Arguments> all() {
    Stream.Builder<Arguments> engines = Stream.builder();
    engines.add(Arguments.of(Named.of("handoff, platform threads", new HandoffEngine(new PlatformBlockThreads()))));
    if (VirtualThreads.available()) {
      engines.add(Arguments.of(Named.of("handoff, virtual threads", new HandoffEngine(new VirtualBlockThreads()))));
    }
    return engines.build();
  }

  /** Makes the calling thread one of a runtime with {@code engine}, until closed. */
  static Scope use(CoroutineEngine engine) {
    return use(new Host(engine, CoroutineEngine.Blocking.BLOCK_POLLER, null));
  }

  /** Makes the calling thread one of {@code host}, until closed. */
  static Scope use(Host host) {
    Ambient here = Ambient.current();
    RuntimeRef before = here.runtime;
    here.runtime = host;
    return () -> here.runtime = before;
  }

  /** A runtime, as far as async blocks know it. */
  record Host(CoroutineEngine engine, CoroutineEngine.Blocking blocking, @Nullable ContextPropagator contextPropagator)
      implements CoroutineHost {
    @Override
    public CoroutineEngine.Blocking blockingMode(Ambient place) {
      return blocking;
    }

    @Override
    public Clock clock() {
      return Clock.system();
    }
  }

  /** Ends {@link #use}. */
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }
}
