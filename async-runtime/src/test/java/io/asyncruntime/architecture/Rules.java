package io.asyncruntime.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Waker;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.task.TaskHooks;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jdk.jfr.Event;

/** The rules of the house for classes below one root package; each method makes one rule. */
final class Rules {
  /** What users implement, and loops call. */
  private static final Set<Class<?>> FOREIGN = Set.of(TaskHooks.class, ContextPropagator.class,
      ContextPropagator.Snapshot.class, ContextPropagator.Scope.class, Waker.class);

  /** Who may call it, relative to the internal packages. */
  private static final Set<String> DOORS = Set.of(
      "task.Wakers", "task.ContextDoor", "scheduler.measure.PollInstruments", // the doors
      "scheduler.measure.StandingContext", // called by PollInstruments only
      "scheduler.shared.TaskFactory", // at a spawn: throws at who spawns
      "coroutine.BlockBody", // in the poll of a block
      "scheduler.shared.LocalTaskSet", // in the poll of whatever polls the set
      "timer.TimerDriver", // a timer that is moved into the past, by who moves it
      "wait.AtomicWaker", "wait.WaitQueue", "wait.WakeBatch", "wait.Coop"); // by who makes a condition true, in its poll

  /** Who may call a Runnable or a Consumer, relative to the internal packages. */
  private static final Set<String> CALLERS = Set.of(
      "util.Door", // the door
      "task.OwnedPage", "queue.LocalQueue", "timer.TimerDriver", "scheduler.shared.BlockOn", // given by code of ours
      "blocking.ThreadBody", "blocking.BlockingPool", "blocking.PoolWorker", // what a thread is for; its starter
      "coroutine.BlockThread", "coroutine.FastCoroutine", "coroutine.HandoffCoroutine", // what a thread is for
      "executor.CommandFuture", "executor.TaskCommand", // in the poll of their task
      "scheduler.measure.InContext", "scheduler.measure.PanicPolicy", "scheduler.watch.Teller", // under their own try
      "scheduler.multithread.WorkerThreads", "scheduler.watch.Watchdog"); // the starter of threads

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  /** Every package is in {@link PackageRanks} and uses lower ranks only. */
  ArchRule ranks() {
    return classes().should(useLowerRanksOnly()).allowEmptyShould(true);
  }

  /** No two packages use each other, not even by way of others. */
  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
  }

  /** Threads of ours park in one place. */
  ArchRule onlyTheParkerParks() {
    return noClasses().that().doNotHaveFullyQualifiedName(root + ".internal.wait.Parker")
        .should().dependOnClassesThat().belongToAnyOf(LockSupport.class).allowEmptyShould(true);
  }

  /** Threads are made where their number is known: the scheduler, the blocking pool, the coroutine engines. */
  ArchRule threadsHaveThreeMakers() {
    return noClasses().that().resideOutsideOfPackages(root + ".internal.scheduler..", root + ".internal.blocking",
        root + ".internal.coroutine").should().callConstructorWhere(targetIsAThread()).allowEmptyShould(true);
  }

  /** Time is read in one place, so that a test can turn the hands. */
  ArchRule onlyTheClockReadsTime() {
    return noClasses().that().doNotHaveFullyQualifiedName(root + ".internal.util.Clock")
        .and().haveNameNotMatching(".*\\.internal\\.util\\.Clock\\$.*")
        .should().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
        .allowEmptyShould(true);
  }

  /** Who forgets to await a future hears of it, the handle of a spawned task excepted. */
  ArchRule noFutureIsForgottenInSilence() {
    return methods().that().arePublic().and().areDeclaredInClassesThat().arePublic()
        .and().areDeclaredInClassesThat().resideOutsideOfPackage(root + ".internal..")
        .and().haveRawReturnType(assignableTo(Future.class)).and().doNotHaveRawReturnType(JoinHandle.class)
        .should().beAnnotatedWith(CheckReturnValue.class).allowEmptyShould(true);
  }

  /** "Where am I" is one thread-local. */
  ArchRule oneThreadLocal() {
    return noClasses().that().resideOutsideOfPackage(root + ".internal.ambient")
        .should().dependOnClassesThat().areAssignableTo(ThreadLocal.class).allowEmptyShould(true);
  }

  /** A library prints nothing. */
  ArchRule nothingIsPrinted() {
    return noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err")
        .orShould().callMethod(Throwable.class, "printStackTrace").allowEmptyShould(true);
  }

  /** Loggers are foreign: one class calls them, and lets nothing out. */
  ArchRule onlyTheLogLogs() {
    return noClasses().that().doNotHaveFullyQualifiedName(root + ".internal.util.Log")
        .should().dependOnClassesThat().areAssignableTo(System.Logger.class).allowEmptyShould(true);
  }

  /**
   * What users plug in runs behind a door: hooks, propagators, listeners, wakers that a loop calls. A class on this list catches all
   * that is thrown there, or runs in the poll of a task, whose panic it is.
   */
  ArchRule foreignCodeHasDoors() {
    return noClasses().that().resideInAPackage(root + ".internal..").and(isNoneOf(DOORS))
        .should().callMethodWhere(targetIsForeign()).allowEmptyShould(true);
  }

  /** A listener or a thread hook is a mere Consumer or Runnable, so those who call such a thing for another reason are listed. */
  ArchRule listenersHaveDoors() {
    return noClasses().that().resideInAPackage(root + ".internal..").and(isNoneOf(CALLERS))
        .should().callMethod(Runnable.class, "run").orShould().callMethod(Consumer.class, "accept", Object.class)
        .allowEmptyShould(true);
  }

  /** Flight recorder events are classes of ours that the JDK rewrites when it loads them. */
  ArchRule oneDoorToTheFlightRecorder() {
    return noClasses().that().haveSimpleNameNotEndingWith("Event").and().doNotHaveSimpleName("FlightEvents")
        .should().dependOnClassesThat().areAssignableTo(Event.class).allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> isNoneOf(Set<String> names) {
    return DescribedPredicate.describe("are no doors",
        type -> !names.contains(type.getName().replace(root + ".internal.", "").replaceFirst("\\$.*", "")));
  }

  private static DescribedPredicate<JavaMethodCall> targetIsForeign() {
    return DescribedPredicate.describe("is the user's",
        call -> call.getTarget().resolveMember().filter(Rules::isStatic).isEmpty()
            && FOREIGN.stream().anyMatch(type -> call.getTargetOwner().isEquivalentTo(type)));
  }

  /** What may be extended was meant to be: internal classes are final, sealed, abstract, or no plain classes. */
  ArchRule internalClassesAreClosed() {
    return classes().that().resideInAPackage(root + ".internal..").should(beClosed()).allowEmptyShould(true);
  }

  private ArchCondition<JavaClass> useLowerRanksOnly() {
    return new ArchCondition<>("use packages of lower rank only") {
      @Override
      public void check(JavaClass user, ConditionEvents events) {
        String from = PackageRanks.relative(root, user.getPackageName());
        if (!PackageRanks.RANKS.containsKey(from)) {
          events.add(SimpleConditionEvent.violated(user, user.getName() + " is in a package without a rank"));
          return;
        }
        user.getDirectDependenciesFromSelf().stream().filter(Rules.this::isOurs)
            .filter(use -> !mayUse(from, use))
            .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
      }
    };
  }

  private boolean isOurs(Dependency use) {
    String name = use.getTargetClass().getBaseComponentType().getPackageName();
    return name.equals(root) || name.startsWith(root + ".");
  }

  private boolean mayUse(String from, Dependency use) {
    String to = PackageRanks.relative(root, use.getTargetClass().getBaseComponentType().getPackageName());
    return PackageRanks.RANKS.containsKey(to) && PackageRanks.mayUse(from, to);
  }

  private static DescribedPredicate<JavaConstructorCall> targetIsAThread() {
    return DescribedPredicate.describe("makes a thread",
        call -> call.getTargetOwner().isAssignableTo(Thread.class) && !isSuperCall(call));
  }

  private static boolean isStatic(JavaMethod method) {
    return method.getModifiers().contains(JavaModifier.STATIC);
  }

  /** A subclass of Thread calls the constructor of Thread, which makes nothing by itself. */
  private static boolean isSuperCall(JavaConstructorCall call) {
    return call.getOrigin().isConstructor() && call.getOriginOwner().isAssignableTo(Thread.class);
  }

  private static ArchCondition<JavaClass> beClosed() {
    return new ArchCondition<>("be final, sealed or abstract") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isClosed(type)) events.add(SimpleConditionEvent.violated(type, type.getName() + " can be extended"));
      }
    };
  }

  private static boolean isClosed(JavaClass type) {
    return type.isInterface() || type.isEnum() || type.isRecord() || type.isAnonymousClass()
        || type.getModifiers().contains(JavaModifier.FINAL) || type.getModifiers().contains(JavaModifier.ABSTRACT)
        || type.reflect().isSealed();
  }
}
