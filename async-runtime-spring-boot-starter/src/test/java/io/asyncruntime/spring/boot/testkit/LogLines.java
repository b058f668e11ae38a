package io.asyncruntime.spring.boot.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** The lines that one logger and those below it write while this is open, each with its level in front. */
public final class LogLines implements AutoCloseable {
  private final Logger logger;
  private final Recorder recorder = new Recorder();

  public LogLines(Class<?> source) {
    this(source.getName());
  }

  public LogLines(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    recorder.start();
    logger.addAppender(recorder);
  }

  public List<String> lines() {
    return List.copyOf(recorder.lines);
  }

  /** What was thrown with the lines: classes, messages and places. */
  public String failures() {
    return String.join("\n", recorder.failures);
  }

  /** The log context of each of these lines, in their order. */
  public List<Map<String, String>> contexts() {
    return List.copyOf(recorder.contexts);
  }

  @Override
  public void close() {
    logger.detachAppender(recorder);
  }

  private static final class Recorder extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getThrowableProxy() != null) failures.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      contexts.add(event.getMDCPropertyMap());
      lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }
  }
}
