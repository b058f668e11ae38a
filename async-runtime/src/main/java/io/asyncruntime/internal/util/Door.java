package io.asyncruntime.internal.util;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A door between a loop of ours and code that is not ours: a hook, a listener, a waker, a propagator, an event class. Whatever is
 * thrown behind it, an error of the JVM included, ends here with a line in the log, and the loop goes on. The text of that line is a field:
 * the first use of a string literal needs memory.
 *
 * <p>Where a call through an object would cost too much, or the foreign method is none of a {@link Runnable} or {@link Consumer}, the
 * door stands open as a {@code try} whose {@code catch} does nothing but call {@link #threw}, and whose body makes all the objects that
 * the call needs: making them may fail too. The rules of the house (ArchUnit) know the classes that may do so. Any thread.
 */
public final class Door {
  private final Log log;
  private final String text;

  /** What is thrown goes to the log of that name with that text, in which <code>{}</code> stands for whom it concerns. */
  public Door(String log, String text) {
    this.log = Log.of(log);
    this.text = text;
  }

  /** Runs foreign code, if there is any. */
  public void run(@Nullable Runnable code) {
    if (code == null) { return; }
    try {
      code.run();
    } catch (Throwable failure) {
      threw(null, failure);
    }
  }

  /** Tells a foreign listener something that is at hand already. */
  public <E> void tell(@Nullable Consumer<? super E> listener, E what) {
    tell(listener, what, null);
  }

  /** The same, of something that the text names. */
  public <E> void tell(@Nullable Consumer<? super E> listener, E what, @Nullable Object about) {
    if (listener == null) { return; }
    try {
      listener.accept(what);
    } catch (Throwable failure) {
      threw(about, failure);
    }
  }

  /** Foreign code threw. Says so, and throws nothing. */
  public void threw(@Nullable Object about, Throwable failure) {
    try {
      log.error(text, about, failure);
    } catch (Throwable again) {
      // not even the call was possible: there is nobody left to tell
    }
  }

  /**
   * In good times: initialises classes that doors need. A class whose initialisation fails once, because there is no memory just then,
   * cannot be used any more.
   */
  public static void prepare(Class<?>... types) {
    for (Class<?> type : types) {
      try {
        Class.forName(type.getName(), true, type.getClassLoader());
      } catch (ClassNotFoundException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }
}
