package io.asyncruntime.spring.boot.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house, on the starter's own classes. */
@AnalyzeClasses(packages = "io.asyncruntime.spring.boot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Rules RULES = new Rules("io.asyncruntime.spring.boot");

  @ArchTest static final ArchRule NOTHING_POINTS_BACK = RULES.nothingPointsBack();
  @ArchTest static final ArchRule NO_CYCLES = RULES.noCycles();
  @ArchTest static final ArchRule ONLY_THE_LIBRARYS_FACE = RULES.onlyTheLibrarysFace();
  @ArchTest static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_AND_FINAL =
      RULES.autoConfigurationsArePublicAndFinal();
  @ArchTest static final ArchRule AUTO_CONFIGURATIONS_HAVE_NO_PUBLIC_METHOD =
      RULES.autoConfigurationsHaveNoPublicMethod();
  @ArchTest static final ArchRule NOTHING_IS_PRINTED = RULES.nothingIsPrinted();
}
