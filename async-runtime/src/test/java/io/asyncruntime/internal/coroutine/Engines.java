package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.util.Clock;
import io.asyncruntime.task.ContextPropagator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The engines to test, and the place of a runtime that uses one of them. */
final class Engines {
  private Engines() {}

  /** Every engine that can be here. For {@code @MethodSource}. */
  static Stream<Arguments> all() {
    Stream.Builder<Arguments> engines = Stream.builder();
    engines.add(Arguments.of(Named.of("handoff", new HandoffEngine(new PlatformBlockThreads()))));
    FastEngine fast = FastEngine.find();
    if (fast != null) {
      engines.add(Arguments.of(Named.of("fast", fast)));
    }
    return engines.build();
  }

  /** Makes the calling thread one of a runtime with {@code engine}. */
  static void use(CoroutineEngine engine) {
    use(new Host(engine, CoroutineEngine.Blocking.BLOCK_POLLER, null));
  }

  /** Makes the calling thread one of {@code host}. */
  static void use(Host host) {
    Ambient.current().runtime = host;
  }

  /** A runtime, as far as async blocks know it. */
  record Host(CoroutineEngine engine, CoroutineEngine.Blocking blocking, @Nullable ContextPropagator contextPropagator)
      implements
        CoroutineHost {
    @Override
    public CoroutineEngine.Blocking blockingMode(Ambient place) {
      return blocking;
    }

    @Override
    public Clock clock() {
      return Clock.system();
    }
  }
}
