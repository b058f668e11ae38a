package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.spring.boot.support.DisplayNames;

/** Names as tag values: fit to be shown, and never empty, which some registries refuse. */
final class MeterNames {
  private MeterNames() {
  }

  static String of(String name) {
    return name.isBlank() ? "none" : DisplayNames.of(name);
  }
}
