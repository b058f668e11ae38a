package io.asyncruntime;

import io.asyncruntime.internal.scheduler.RuntimeConfig;
import io.asyncruntime.internal.util.Names;
import io.asyncruntime.internal.util.VirtualThreads;
import java.util.Map;
import java.util.stream.Collectors;

/** The line of the log that says what was started. */
final class StartNotice {
  private StartNotice() {}

  static String of(AsyncRuntime runtime, RuntimeConfig config) {
    return runtime + " started; lanes: " + lanes(config) + "; await engine: " + runtime.awaitEngine();
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
