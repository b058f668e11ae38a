package io.asyncruntime.spring.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionSettingsTest {
  private static final long MB = 1 << 20;

  @Test
  void withoutThreadsTheHeapDecides() {
    assertThat(AdmissionSettings.most(256 * MB, 512 * MB, false)).isEqualTo(1024);
    assertThat(AdmissionSettings.most(400 * MB, 400 * MB, false)).isEqualTo(1600);
  }

  @Test
  void aThreadForEachNeedsMemoryBesideTheHeapToo() {
    assertThat(AdmissionSettings.most(256 * MB, 24_000 * MB, true)).isEqualTo(256);
    assertThat(AdmissionSettings.most(400 * MB, 512 * MB, true)).isEqualTo(143);
    assertThat(AdmissionSettings.most(256 * MB, Long.MAX_VALUE, true)).as("not known").isEqualTo(256);
    assertThat(AdmissionSettings.most(512 * MB, 512 * MB, true)).as("the least").isEqualTo(16);
  }
}
