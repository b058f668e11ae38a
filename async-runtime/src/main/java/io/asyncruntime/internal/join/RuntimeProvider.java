package io.asyncruntime.internal.join;

import io.asyncruntime.future.Future;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * The upward calls of types that users make with {@code new}, before there is any runtime: found as a
 * {@linkplain ServiceLoader service}, so that the vocabulary does not depend on the schedulers. Any thread.
 */
public interface RuntimeProvider {
  /**
   * An async block; {@link AsyncBodies#async} is its typed form. (The compiler plugin's parser, which reads the services that
   * {@code module-info} names, does not understand an annotated type bound.)
   */
  Future<?> asyncBlock(Callable<?> body);

  /** The machinery behind a new local set; {@code face} is what {@code Ambient.localSet} shall hold. */
  LocalTasks newLocalTasks(Object face);

  /** The one provider. */
  static RuntimeProvider get() {
    return Holder.PROVIDER;
  }

  /** Loads the provider at the first use. */
  final class Holder {
    private static final RuntimeProvider PROVIDER =
        ServiceLoader.load(RuntimeProvider.class, RuntimeProvider.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(
                "async-runtime is incomplete on the class path: META-INF/services was lost when it was repackaged"));

    private Holder() {}
  }
}
