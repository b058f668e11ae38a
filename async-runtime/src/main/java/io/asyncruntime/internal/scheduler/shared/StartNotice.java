package io.asyncruntime.internal.scheduler.shared;

import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.VirtualThreads;
import java.util.Map;
import java.util.stream.Collectors;

/** The line of the log that says what was started. */
public final class StartNotice {
  private StartNotice() {}

  /** Of {@code runtime}, which shows itself as {@code face}. */
  public static String of(Object face, Scheduler runtime) {
    return face + " started; lanes: " + lanes(runtime.config()) + "; await engine: " + runtime.engine().describe();
  }

  private static String lanes(RuntimeConfig config) {
    return config.lanes.isEmpty()
        ? "none"
        : config.lanes.entrySet().stream().map(StartNotice::describe).collect(Collectors.joining(", "));
  }

  private static String describe(Map.Entry<String, RuntimeConfig.LaneConfig> lane) {
    String name = Names.quote(lane.getKey());
    if (!lane.getValue().virtualThreads()) { return name; }
    return VirtualThreads.available()
        ? name + " (virtual threads)"
        : name + " (platform threads: virtual ones need Java 21 or later, but this is Java "
            + Runtime.version().feature() + ")";
  }
}
