package io.asyncruntime.sample.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the sample: what its packages may use, and what of them the others may see. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.asyncruntime.sample");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.asyncruntime.sample.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void controllersArePackagePrivate() {
    classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate().check(CLASSES);
  }

  @Test
  void theStandInKnowsNothingOfTheBoxOffice() {
    noClasses().that().resideInAPackage("..payment.standin").should().dependOnClassesThat()
        .resideInAnyPackage("..reservation..", "..event..", "..database..").check(CLASSES);
  }

  @Test
  void controllersDoNotTalkToTheDatabase() {
    noClasses().that().areAnnotatedWith(RestController.class).should().dependOnClassesThat()
        .areAssignableTo(JdbcClient.class).check(CLASSES);
  }

  /** A rule that this code breaks: were it found in order, the rules above would look at nothing. */
  @Test
  void aRuleThatIsBrokenIsFoundBroken() {
    ArchRule broken = classes().that().areAnnotatedWith(RestController.class).should().bePublic();
    List<String> violations = broken.evaluate(CLASSES).getFailureReport().getDetails();
    assertThat(violations).hasSizeGreaterThanOrEqualTo(4);
  }
}
