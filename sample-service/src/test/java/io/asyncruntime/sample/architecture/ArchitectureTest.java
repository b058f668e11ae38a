package io.asyncruntime.sample.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Controller;

/** The sample is a user like any other: it sees what is exported, and its features are packages. */
@AnalyzeClasses(packages = "io.asyncruntime.sample", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchRule ONLY_WHAT_IS_EXPORTED =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.asyncruntime.internal..");
  @ArchTest static final ArchRule NO_CYCLES =
      slices().matching("io.asyncruntime.sample.(*)..").should().beFreeOfCycles()
          .allowEmptyShould(true);
  @ArchTest static final ArchRule CONTROLLERS_ARE_NOBODYS_API =
      classes().that().areMetaAnnotatedWith(Controller.class).should().bePackagePrivate().allowEmptyShould(true);
  @ArchTest static final ArchRule NOTHING_IS_PRINTED = noClasses().should().accessField(System.class, "out")
      .orShould().accessField(System.class, "err").orShould().callMethod(Throwable.class, "printStackTrace");
}
