package io.asyncruntime.spring.boot.architecture.planted.autoconfigure;

import io.asyncruntime.spring.boot.architecture.planted.metrics.BackPointer;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** An auto-configuration that anybody may extend and call; {@code CanaryTest} expects to hear of it. */
@AutoConfiguration
public class OpenAutoConfiguration {
  /** Public, and should not be. */
  public BackPointer backPointer() {
    return new BackPointer(this);
  }
}
