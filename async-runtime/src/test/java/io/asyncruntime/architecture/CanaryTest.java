package io.asyncruntime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the violation planted for it: a rule that finds nothing anywhere would pass unseen. */
class CanaryTest {
  private static final String ROOT = "io.asyncruntime.architecture.planted";
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

  static Stream<Arguments> rules() {
    Rules rules = new Rules(ROOT);
    return Stream.of(
        Arguments.of("ranks", rules.ranks(), List.of("EarlyBird", "SchedulerUser", "UpwardImport")),
        Arguments.of("cycles", rules.noCycles(), List.of("EarlyBird")),
        Arguments.of("parking", rules.onlyTheParkerParks(), List.of("EarlyBird.park")),
        Arguments.of("threads", rules.threadsHaveThreeMakers(), List.of("EarlyBird.thread")),
        Arguments.of("time", rules.onlyTheClockReadsTime(), List.of("EarlyBird.time")),
        Arguments.of("forgotten futures", rules.noFutureIsForgottenInSilence(), List.of("EarlyBird.later")),
        Arguments.of("thread-locals", rules.oneThreadLocal(), List.of("EarlyBird")),
        Arguments.of("printing", rules.nothingIsPrinted(), List.of("EarlyBird.print")),
        Arguments.of("logging", rules.onlyTheLogLogs(), List.of("EarlyBird.log")),
        Arguments.of("foreign code", rules.foreignCodeHasDoors(),
            List.of("OpenClass.hook", "OpenClass.context", "OpenClass.wake")),
        Arguments.of("listeners", rules.listenersHaveDoors(), List.of("OpenClass.listener", "OpenClass.threadHook")),
        Arguments.of("flight recorder", rules.oneDoorToTheFlightRecorder(), List.of("EarlyBird.event")),
        Arguments.of("closed classes", rules.internalClassesAreClosed(), List.of("OpenClass can be extended")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void findsWhatIsPlanted(String name, ArchRule rule, List<String> named) {
    String report = String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
    assertThat(report).as(name).contains(named);
  }
}
