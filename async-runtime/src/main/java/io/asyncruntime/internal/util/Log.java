package io.asyncruntime.internal.util;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The library's only way to a {@link System.Logger}. Behind it are handlers, formatters and {@code toString()} methods that are
 * not ours, and which may throw, run out of memory or of stack, or cause another line by logging one; so nothing that happens
 * there comes out. A line that is lost that way is counted, and the next one that gets through says how many there were.
 *
 * <p>Whoever has to say something in a {@code catch} hands over what there is and leaves the making of the text to this class: the
 * text needs memory, of which there may be none. Any thread.
 */
public final class Log {
  /** Threads that are in a logger for us. A line that a line causes is left out: it would cause the next. */
  private static final Set<Thread> LOGGING = ConcurrentHashMap.newKeySet();

  // Here, so that no class is loaded when a line is to be written.
  private static final System.Logger.Level ERROR = System.Logger.Level.ERROR;
  private static final System.Logger.Level WARNING = System.Logger.Level.WARNING;
  private static final System.Logger.Level INFO = System.Logger.Level.INFO;

  private final String name;

  /** Asked for at the first line, as the finder of loggers is foreign too. A second thread may ask once more. */
  private volatile System.@Nullable Logger logger;

  private final AtomicLong lost = new AtomicLong();

  private Log(String name) {
    this.name = name;
  }

  /** The log of that name. */
  public static Log of(String name) {
    return new Log(name);
  }

  /** Says that something failed. In {@code text}, <code>{}</code> stands for {@code about}. */
  public void error(String text, @Nullable Object about, Throwable failure) {
    write(ERROR, text, about, failure);
  }

  /** Says that something went wrong. */
  public void error(Supplier<String> text) {
    write(ERROR, text, null, null);
  }

  /** Says that something is not as it should be. */
  public void warning(Supplier<String> text) {
    write(WARNING, text, null, null);
  }

  /** Says what is good to know. */
  public void info(Supplier<String> text) {
    write(INFO, text, null, null);
  }

  private void write(System.Logger.Level level, Object text, @Nullable Object about, @Nullable Throwable failure) {
    try {
      Thread me = Thread.currentThread();
      if (!LOGGING.add(me)) {
        lost.incrementAndGet();
        return;
      }
      try {
        writeOnce(level, text, about, failure);
      } finally {
        LOGGING.remove(me);
      }
    } catch (Throwable lostToo) {
      lost.incrementAndGet();
    }
  }

  private void writeOnce(System.Logger.Level level, Object text, @Nullable Object about, @Nullable Throwable failure) {
    System.Logger target = logger();
    if (!target.isLoggable(level)) { return; }
    String line = text(text, about);
    long before = lost.getAndSet(0);
    try {
      target.log(level, before == 0 ? line : line + "; " + before + " lines before this one were lost", failure);
    } catch (Throwable lostToo) {
      lost.addAndGet(before);
      throw lostToo;
    }
  }

  private System.Logger logger() {
    System.Logger known = logger;
    if (known == null) {
      known = System.getLogger(name);
      logger = known;
    }
    return known;
  }

  private static String text(Object text, @Nullable Object about) {
    if (text instanceof Supplier<?> made) { return String.valueOf(made.get()); }
    return about == null ? text.toString() : text.toString().replace("{}", named(about));
  }

  private static String named(Object about) {
    if (about instanceof Thread thread) { return thread.getName(); }
    return about instanceof Class<?> type ? type.getName() : about.toString();
  }
}
