package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.sample.load.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The same overload for a {@link PlainBoxOffice}, for the picture in the README. What becomes of it is not checked, only that it sold. */
@Tag("packaged")
@Timeout(900)
@EnabledForJreRange(min = JRE.JAVA_21)
@EnabledIfSystemProperty(named = "stress", matches = "long")
class PlainBoxOfficeIT {
  @TempDir private Path folder;

  @Test
  void withoutLimitsTheLoadIsPlayedToo() throws Exception {
    try (LoadedService service = LoadedService.startPlain(folder, Overload.DAY, Overload.LEAVING)) {
      assertThat(Overload.play(service.run(), Overload.LONG)).as("what it can do").isPositive();
      service.report("plain-" + Runtime.version().feature(), "The same on virtual threads without limits: 256 MB");
      assertThat(service.run().phase("0.8x").count(Reply::isGood)).as("served in time").isPositive();
    }
  }
}
