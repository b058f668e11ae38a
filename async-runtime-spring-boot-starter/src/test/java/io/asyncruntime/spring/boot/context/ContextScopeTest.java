package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** One context in the place of another: as if the first had been cleared, and scopes only opened and closed where they differ. */
class ContextScopeTest {
  private final List<String> journal = new ArrayList<>();
  private final ContextRegistry registry = new ContextRegistry();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final ContextPropagator propagator = new MicrometerContextPropagator(registry);

  @BeforeEach
  void register() {
    observations.observationConfig().observationHandler(new Tracing());
    registry.registerThreadLocalAccessor(new ObservationThreadLocalAccessor(observations));
    registry.registerThreadLocalAccessor(logContext());
    ThreadLocalAccessors.register(registry);
  }

  /** As it is registered for every service. */
  MdcAccessor logContext() {
    return new MdcAccessor();
  }

  @AfterEach
  void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
    SecurityContextHolder.clearContext();
  }

  /** Puts the trace into the log context, as a tracing bridge does. */
  private final class Tracing implements ObservationHandler<Observation.Context> {
    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
      journal.add("open " + context.getName());
      MDC.put("traceId", context.getName());
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
      journal.add("close " + context.getName());
      MDC.remove("traceId");
    }
  }

  private Observation observation(String name) {
    return Observation.start(name, observations);
  }

  /** What a task would have that was spawned with these in force. */
  private ContextPropagator.Snapshot captured(Observation observation, Map<String, String> log, Locale locale) {
    try (Observation.Scope scope = observation.openScope()) {
      assertThat(scope).isNotNull();
      log.forEach(MDC::put);
      LocaleContextHolder.setLocale(locale);
      return propagator.capture();
    } finally {
      clear();
      journal.clear();
    }
  }

  private void assertInForce(String observation, Map<String, String> log, Locale locale) {
    assertThat(observations.getCurrentObservation().getContext().getName()).isEqualTo(observation);
    assertThat(MDC.getCopyOfContextMap()).containsExactlyInAnyOrderEntriesOf(log);
    assertThat(LocaleContextHolder.getLocale()).isEqualTo(locale);
  }

  private void assertNothingIsInForce() {
    assertThat(observations.getCurrentObservationScope()).isNull();
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    assertThat(LocaleContextHolder.getLocaleContext()).isNull();
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
  }

  /** As a poll that changes nothing, after which the next context comes. */
  private ContextPropagator.Scope turn(ContextPropagator.Scope scope, ContextPropagator.Snapshot now,
      ContextPropagator.Snapshot next) {
    return scope.switchTo(propagator.captureAgain(now), next);
  }

  @Test
  void contextsOfOneObservationTakeTurnsInItsScope() {
    Observation shared = observation("http");
    ContextPropagator.Snapshot one = captured(shared, Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(shared, Map.of("order", "2"), Locale.ENGLISH);
    ContextPropagator.Scope scope = one.restore();
    for (int i = 0; i < 3; i++) {
      scope = turn(scope, one, other);
      assertInForce("http", Map.of("traceId", "http", "order", "2"), Locale.ENGLISH);
      scope = turn(scope, other, one);
      assertInForce("http", Map.of("traceId", "http", "order", "1"), Locale.FRENCH);
    }
    scope.close();
    assertNothingIsInForce();
    assertThat(journal).containsExactly("open http", "close http");
  }

  @Test
  void aScopeIsClosedBeforeTheNextIsOpened() {
    ContextPropagator.Snapshot one = captured(observation("one"), Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(observation("other"), Map.of("order", "2"), Locale.ENGLISH);
    ContextPropagator.Scope scope = turn(one.restore(), one, other);
    assertInForce("other", Map.of("traceId", "other", "order", "2"), Locale.ENGLISH);
    scope = turn(scope, other, one);
    assertInForce("one", Map.of("traceId", "one", "order", "1"), Locale.FRENCH);
    scope.close();
    assertNothingIsInForce();
    assertThat(journal).containsExactly("open one", "close one", "open other", "close other", "open one", "close one");
  }

  @Test
  void aScopeThatTheTaskLeftOpenIsClosedToo() {
    ContextPropagator.Snapshot one = captured(observation("one"), Map.of(), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(observation("other"), Map.of(), Locale.FRENCH);
    ContextPropagator.Scope scope = one.restore();
    observation("inner").openScope();
    scope = turn(scope, one, other);
    assertInForce("other", Map.of("traceId", "other"), Locale.FRENCH);
    scope.close();
    assertNothingIsInForce();
    assertThat(journal)
        .containsExactly("open one", "open inner", "close inner", "close one", "open other", "close other");
  }

  @Test
  void whatTheNextDoesNotHaveIsAbsent() {
    ContextPropagator.Snapshot bare = propagator.capture();
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("ada", "secret")));
    ContextPropagator.Snapshot full = captured(observation("http"), Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Scope scope = turn(full.restore(), full, bare);
    assertNothingIsInForce();
    scope = turn(scope, bare, full);
    assertInForce("http", Map.of("traceId", "http", "order", "1"), Locale.FRENCH);
    scope.close();
    assertNothingIsInForce();
    assertThat(journal).containsExactly("open http", "close http", "open http", "close http");
  }

  @Test
  void logContextsMayHaveOtherKeys() {
    Observation shared = observation("http");
    ContextPropagator.Snapshot one = captured(shared, Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(shared, Map.of("customer", "2"), Locale.FRENCH);
    ContextPropagator.Snapshot both = captured(shared, Map.of("order", "3", "customer", "3"), Locale.FRENCH);
    ContextPropagator.Scope scope = turn(one.restore(), one, other);
    assertInForce("http", Map.of("traceId", "http", "customer", "2"), Locale.FRENCH);
    scope = turn(scope, other, both);
    assertInForce("http", Map.of("traceId", "http", "order", "3", "customer", "3"), Locale.FRENCH);
    scope = turn(scope, both, one);
    assertInForce("http", Map.of("traceId", "http", "order", "1"), Locale.FRENCH);
    scope.close();
    assertNothingIsInForce();
  }

  @Test
  void anEmptyValueInTheLogContextIsCarriedToo() {
    Observation shared = observation("http");
    ContextPropagator.Snapshot one = captured(shared, Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Scope scope = one.restore();
    MDC.put("order", null);
    ContextPropagator.Snapshot nothing = propagator.captureAgain(one);
    scope = scope.switchTo(nothing, one);
    assertThat(MDC.get("order")).isEqualTo("1");
    scope = turn(scope, one, nothing);
    assertThat(MDC.getCopyOfContextMap()).containsEntry("order", null);
    scope.close();
    assertNothingIsInForce();
  }

  @Test
  void whatSomebodyLeftBehindBetweenPollsIsNotSeenByTheNext() {
    Observation shared = observation("http");
    ContextPropagator.Snapshot one = captured(shared, Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(shared, Map.of("order", "2"), Locale.FRENCH);
    ContextPropagator.Scope scope = one.restore();
    ContextPropagator.Snapshot now = propagator.captureAgain(one);
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("waker", "secret")));
    observation("waker").openScope();
    scope = scope.switchTo(now, other);
    assertInForce("http", Map.of("traceId", "http", "order", "2"), Locale.FRENCH);
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
    scope.close();
    assertNothingIsInForce();
    assertThat(journal).containsExactly("open http", "open waker", "close waker", "close http", "open http",
        "close http");
  }

  @Test
  void whatSomebodyPutIntoTheLogContextBetweenPollsIsNotSeenByTheNext() {
    Observation shared = observation("http");
    ContextPropagator.Snapshot one = captured(shared, Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(shared, Map.of("order", "2"), Locale.FRENCH);
    ContextPropagator.Scope scope = one.restore();
    ContextPropagator.Snapshot now = propagator.captureAgain(one);
    MDC.put("waker", "was here");
    scope = scope.switchTo(now, other);
    assertInForce("http", Map.of("traceId", "http", "order", "2"), Locale.FRENCH);
    scope.close();
  }

  @Test
  void aTurnThatChangesNothingLeavesNothingToCapture() {
    ContextPropagator.Snapshot one = user("ada");
    ContextPropagator.Snapshot other = user("bob");
    ContextPropagator.Scope scope = one.restore();
    ContextPropagator.Snapshot ones = propagator.captureAgain(one);
    scope = scope.switchTo(ones, other);
    ContextPropagator.Snapshot others = propagator.captureAgain(other);
    scope = scope.switchTo(others, ones);
    assertThat(propagator.captureAgain(ones)).isSameAs(ones);
    assertThat(SecurityContextHolder.getContext().getAuthentication().getName()).isEqualTo("ada");
    scope = scope.switchTo(ones, others);
    assertThat(propagator.captureAgain(others)).isSameAs(others);
    assertThat(SecurityContextHolder.getContext().getAuthentication().getName()).isEqualTo("bob");
    scope.close();
    assertNothingIsInForce();
  }

  /** Of a task that somebody spawned who is that user. */
  private ContextPropagator.Snapshot user(String name) {
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken(name, "secret")));
    ContextPropagator.Snapshot captured = propagator.capture();
    SecurityContextHolder.clearContext();
    return captured;
  }

  @Test
  void aChildThatIsPolledRightAfterItsParentHasAUserOfItsOwn() {
    ContextPropagator.Snapshot parent = user("ada");
    ContextPropagator.Scope scope = parent.restore();
    ContextPropagator.Snapshot child = propagator.capture();
    SecurityContext parents = SecurityContextHolder.getContext();
    scope = turn(scope, parent, child);
    SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("bob", "secret"));
    assertThat(parents.getAuthentication().getName()).isEqualTo("ada");
    scope.close();
    assertNothingIsInForce();
  }

  @Test
  void theCallerHasItsOwnUserAgain() {
    ContextPropagator.Snapshot captured = user("ada");
    SecurityContext callers = new SecurityContextImpl(new TestingAuthenticationToken("caller", "secret"));
    SecurityContextHolder.setContext(callers);
    captured.restore().close();
    assertThat(SecurityContextHolder.getContext()).isSameAs(callers);
  }

  @Test
  void whatTheCallerHadComesBackAfterAnyNumberOfTurns() {
    ContextPropagator.Snapshot one = captured(observation("one"), Map.of("order", "1"), Locale.FRENCH);
    ContextPropagator.Snapshot other = captured(observation("other"), Map.of("order", "2"), Locale.ENGLISH);
    try (Observation.Scope callers = observation("caller").openScope()) {
      LocaleContextHolder.setLocale(Locale.GERMAN);
      ContextPropagator.Scope scope = turn(one.restore(), one, other);
      turn(scope, other, one).close();
      assertInForce("caller", Map.of("traceId", "caller"), Locale.GERMAN);
      assertThat(observations.getCurrentObservationScope()).isSameAs(callers);
    }
  }

  @Test
  void aContextOfOtherAccessorsComesInItsPlaceToo() {
    ContextPropagator.Snapshot one = captured(observation("one"), Map.of("order", "1"), Locale.FRENCH);
    registry.registerThreadLocalAccessor(refusing());
    ContextPropagator.Snapshot other = captured(observation("other"), Map.of("order", "2"), Locale.ENGLISH);
    ContextPropagator.Scope scope = turn(one.restore(), one, other);
    assertInForce("other", Map.of("traceId", "other", "order", "2"), Locale.ENGLISH);
    scope.close();
    assertNothingIsInForce();
  }

  @Test
  void anAccessorThatThrowsLeavesNothingInForce() {
    Remembering refusing = refusing();
    registry.registerThreadLocalAccessor(refusing);
    ContextPropagator.Snapshot one = captured(observation("one"), Map.of("order", "1"), Locale.FRENCH);
    refusing.value = "other";
    ContextPropagator.Snapshot other = captured(observation("other"), Map.of("order", "2"), Locale.ENGLISH);
    refusing.value = null;
    assertThatIllegalStateException().isThrownBy(other::restore).withMessage("at fault");
    assertNothingIsInForce();
    ContextPropagator.Scope scope = one.restore();
    assertThatIllegalStateException().isThrownBy(() -> turn(scope, one, other)).withMessage("at fault");
    assertNothingIsInForce();
  }

  @Test
  void anAccessorThatCannotClearKeepsNoOtherFromIt() {
    Remembering sticking = new Remembering() {
      @Override
      public void setValue() {
        throw new IllegalStateException("stuck");
      }
    };
    ContextRegistry stickingFirst = new ContextRegistry();
    stickingFirst.registerThreadLocalAccessor(sticking);
    ThreadLocalAccessors.register(stickingFirst);
    sticking.value = "stuck";
    MDC.put("order", "1");
    ContextPropagator.Snapshot captured = new MicrometerContextPropagator(stickingFirst).capture();
    sticking.value = null;
    MDC.clear();
    ContextPropagator.Scope scope = captured.restore();
    assertThat(MDC.get("order")).isEqualTo("1");
    assertThatIllegalStateException().isThrownBy(scope::close).withMessage("stuck");
    assertThat(MDC.get("order")).isNull();
  }

  /** Can be read and cleared, but not set. */
  private static Remembering refusing() {
    return new Remembering() {
      @Override
      public void setValue(String ignored) {
        throw new IllegalStateException("at fault");
      }
    };
  }

  /** Can be read and set and cleared, but for what a test forbids. */
  private static class Remembering implements ThreadLocalAccessor<String> {
    String value;

    @Override
    public Object key() {
      return "remembering";
    }

    @Override
    public String getValue() { return value; }

    @Override
    public void setValue(String next) { value = next; }

    @Override
    public void setValue() {
      value = null;
    }
  }
}
