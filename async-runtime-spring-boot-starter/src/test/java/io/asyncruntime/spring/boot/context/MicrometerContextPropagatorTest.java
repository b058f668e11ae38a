package io.asyncruntime.spring.boot.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.asyncruntime.task.ContextPropagator;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What is captured again, and that what is unchanged is found out by looking. */
class MicrometerContextPropagatorTest {
  private final ContextRegistry registry = new ContextRegistry();
  private final ContextPropagator propagator = new MicrometerContextPropagator(registry);

  @BeforeEach
  void receiveARequest() {
    ThreadLocalAccessors.register(registry);
    MDC.put("traceId", "4711");
    LocaleContextHolder.setLocale(Locale.FRENCH);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest("GET", "/tea")));
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("ada", "secret")));
  }

  @AfterEach
  void clear() {
    MDC.clear();
    LocaleContextHolder.resetLocaleContext();
    RequestContextHolder.resetRequestAttributes();
    SecurityContextHolder.clearContext();
  }

  /** As in the task of a request, once it has been polled. */
  private ContextPropagator.Snapshot polledOnce() {
    ContextPropagator.Snapshot captured = propagator.capture();
    clear();
    captured.restore();
    return propagator.captureAgain(captured);
  }

  @Test
  void whatHasNotChangedIsTheSame() {
    ContextPropagator.Snapshot last = polledOnce();
    assertThat(MDC.get("traceId")).isEqualTo("4711");
    assertThat(propagator.captureAgain(last)).isSameAs(last);
  }

  @Test
  void eachChangeIsFoundAndCarriedOn() {
    ContextPropagator.Snapshot last = polledOnce();
    MDC.put("customer", "7");
    last = assertChanged(last);
    MDC.remove("traceId");
    last = assertChanged(last);
    LocaleContextHolder.setLocale(Locale.GERMAN);
    last = assertChanged(last);
    RequestContextHolder.resetRequestAttributes();
    last = assertChanged(last);
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("bob", "secret")));
    last = assertChanged(last);
    clear();
    try (ContextPropagator.Scope scope = last.restore()) {
      assertThat(scope).isNotNull();
      assertThat(MDC.getCopyOfContextMap()).hasSize(1).containsEntry("customer", "7");
      assertThat(LocaleContextHolder.getLocale()).isEqualTo(Locale.GERMAN);
      assertThat(RequestContextHolder.getRequestAttributes()).isNull();
      assertThat(SecurityContextHolder.getContext().getAuthentication().getName()).isEqualTo("bob");
    }
    assertThat(MDC.get("customer")).isNull();
    assertThat(LocaleContextHolder.getLocaleContext()).isNull();
    assertThat(SecurityContextHolder.getContext().getAuthentication()).isNull();
  }

  private ContextPropagator.Snapshot assertChanged(ContextPropagator.Snapshot last) {
    ContextPropagator.Snapshot now = propagator.captureAgain(last);
    assertThat(now).isNotSameAs(last);
    assertThat(propagator.captureAgain(now)).isSameAs(now);
    return now;
  }

  @Test
  void aChildThatChangesItsUserDoesNotChangeItsParents() {
    ContextPropagator.Snapshot parent = polledOnce();
    SecurityContext parents = SecurityContextHolder.getContext();
    ContextPropagator.Snapshot child = propagator.capture();
    try (ContextPropagator.Scope scope = child.restore()) {
      assertThat(scope).isNotNull();
      SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("bob", "secret"));
      assertThat(propagator.captureAgain(child)).isNotSameAs(child);
    }
    assertThat(parents.getAuthentication().getName()).isEqualTo("ada");
    assertThat(SecurityContextHolder.getContext().getAuthentication().getName()).isEqualTo("ada");
    assertThat(parent).isNotSameAs(child);
  }

  @Test
  void anAccessorThatThrowsSaysSo() {
    registry.registerThreadLocalAccessor(new Throwing());
    assertThatIllegalStateException().isThrownBy(propagator::capture).withMessage("at fault");
  }

  private static final class Throwing implements ThreadLocalAccessor<String> {
    @Override
    public Object key() {
      return "throwing";
    }

    @Override
    public String getValue() {
      throw new IllegalStateException("at fault");
    }

    @Override
    public void setValue(String value) {
      throw new IllegalStateException("at fault");
    }
  }
}
