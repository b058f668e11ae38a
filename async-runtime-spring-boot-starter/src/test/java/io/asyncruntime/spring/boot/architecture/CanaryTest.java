package io.asyncruntime.spring.boot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the violation planted for it: a rule that finds nothing anywhere would pass unseen. */
class CanaryTest {
  private static final String ROOT = "io.asyncruntime.spring.boot.architecture.planted";
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

  static Stream<Arguments> rules() {
    Rules rules = new Rules(ROOT);
    return Stream.of(
        Arguments.of("nothing points back", rules.nothingPointsBack(), "BackPointer"),
        Arguments.of("no cycles", rules.noCycles(), "BackPointer"),
        Arguments.of("only the library's face", rules.onlyTheLibrarysFace(), "Clock"),
        Arguments.of("public and final", rules.autoConfigurationsArePublicAndFinal(), "OpenAutoConfiguration"),
        Arguments.of("no public method", rules.autoConfigurationsHaveNoPublicMethod(), "backPointer()"),
        Arguments.of("nothing is printed", rules.nothingIsPrinted(), "BackPointer.toString"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void findsWhatIsPlanted(String name, ArchRule rule, String named) {
    String report = String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
    assertThat(report).as(name).contains(named);
  }
}
