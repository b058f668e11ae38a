package io.asyncruntime.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one logger of ours, or one below it, says until this is closed: each line with its level before it. */
public final class LogCapture extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private final Consumer<String> listener;

  private LogCapture(Logger logger, Consumer<String> listener) {
    this.logger = logger;
    this.listener = listener;
  }

  public static LogCapture of(String name) {
    return of(name, line -> {});
  }

  /** With somebody who is told of each line on the thread that says it, and may do there what a handler may. */
  public static LogCapture of(String name, Consumer<String> listener) {
    LogCapture capture = new LogCapture(Logger.getLogger(name), listener);
    capture.logger.addHandler(capture);
    return capture;
  }

  @Override
  public void publish(LogRecord entry) {
    String line = entry.getLevel() + " " + entry.getMessage();
    lines.add(line);
    listener.accept(line);
  }

  public List<String> lines() {
    return lines;
  }

  /** Waits for a line with that text. */
  public void await(String text) {
    Latches.until("the log says: " + text, () -> lines.stream().anyMatch(line -> line.contains(text)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
