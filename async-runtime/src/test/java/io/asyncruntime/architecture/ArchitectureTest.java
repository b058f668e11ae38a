package io.asyncruntime.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house, on the library's own classes. */
@AnalyzeClasses(packages = "io.asyncruntime", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Rules RULES = new Rules("io.asyncruntime");

  @ArchTest static final ArchRule RANKS = RULES.ranks();
  @ArchTest static final ArchRule NO_CYCLES = RULES.noCycles();
  @ArchTest static final ArchRule ONLY_THE_PARKER_PARKS = RULES.onlyTheParkerParks();
  @ArchTest static final ArchRule THREADS_HAVE_THREE_MAKERS = RULES.threadsHaveThreeMakers();
  @ArchTest static final ArchRule ONLY_THE_CLOCK_READS_TIME = RULES.onlyTheClockReadsTime();
  @ArchTest static final ArchRule NO_FUTURE_IS_FORGOTTEN_IN_SILENCE = RULES.noFutureIsForgottenInSilence();
  @ArchTest static final ArchRule ONE_THREAD_LOCAL = RULES.oneThreadLocal();
  @ArchTest static final ArchRule NOTHING_IS_PRINTED = RULES.nothingIsPrinted();
  @ArchTest static final ArchRule INTERNAL_CLASSES_ARE_CLOSED = RULES.internalClassesAreClosed();
  @ArchTest static final ArchRule ONLY_THE_LOG_LOGS = RULES.onlyTheLogLogs();
  @ArchTest static final ArchRule FOREIGN_CODE_HAS_DOORS = RULES.foreignCodeHasDoors();
  @ArchTest static final ArchRule LISTENERS_HAVE_DOORS = RULES.listenersHaveDoors();
  @ArchTest static final ArchRule ONE_DOOR_TO_THE_FLIGHT_RECORDER = RULES.oneDoorToTheFlightRecorder();
}
