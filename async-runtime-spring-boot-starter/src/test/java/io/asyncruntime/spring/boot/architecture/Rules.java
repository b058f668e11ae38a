package io.asyncruntime.spring.boot.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** The rules for classes below one root package; each method makes one rule. */
final class Rules {
  private final String root;

  Rules(String root) {
    this.root = root;
  }

  /** The auto-configurations point outward; what they put together does not know them. */
  ArchRule nothingPointsBack() {
    return noClasses().that().resideOutsideOfPackage(root + ".autoconfigure..")
        .should().dependOnClassesThat().resideInAPackage(root + ".autoconfigure..").allowEmptyShould(true);
  }

  /** No two packages use each other, not even by way of others. */
  ArchRule noCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** The starter is a user of the library like any other. */
  ArchRule onlyTheLibrarysFace() {
    return noClasses().should().dependOnClassesThat().resideInAPackage("io.asyncruntime.internal..")
        .allowEmptyShould(true);
  }

  /** An auto-configuration is named in a file, and not to be extended. */
  ArchRule autoConfigurationsArePublicAndFinal() {
    return classes().that().areAnnotatedWith(AutoConfiguration.class)
        .should().bePublic().andShould().haveModifier(JavaModifier.FINAL).allowEmptyShould(true);
  }

  /** Its bean methods are called by Spring only. */
  ArchRule autoConfigurationsHaveNoPublicMethod() {
    return methods().that().areDeclaredInClassesThat().areAnnotatedWith(AutoConfiguration.class)
        .should().notBePublic().allowEmptyShould(true);
  }

  /** A library prints nothing. */
  ArchRule nothingIsPrinted() {
    return noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err")
        .orShould().callMethod(Throwable.class, "printStackTrace").allowEmptyShould(true);
  }
}
