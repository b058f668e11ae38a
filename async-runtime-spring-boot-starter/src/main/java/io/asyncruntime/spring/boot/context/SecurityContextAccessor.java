package io.asyncruntime.spring.boot.context;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderThreadLocalAccessor;

/**
 * Spring Security's context, which can be written to: whoever it is set for gets one of its own, so that a task which changes
 * its user does not change its parent's. Spring Security's own accessor does so since 7.0, but not in 6.5. What a task had
 * before is its own. Any thread.
 */
final class SecurityContextAccessor implements CapturedValueAccessor<SecurityContext> {
  private final SecurityContextHolderThreadLocalAccessor springs = new SecurityContextHolderThreadLocalAccessor();

  @Override
  public Object key() {
    return springs.key();
  }

  @Override
  public @Nullable SecurityContext getValue() { return springs.getValue(); }

  @Override
  public void setCaptured(SecurityContext value, boolean own) {
    if (own) {
      SecurityContextHolder.setContext(value);
    } else {
      setValue(value);
    }
  }

  @Override
  public void setValue(SecurityContext value) {
    SecurityContext copy = SecurityContextHolder.createEmptyContext();
    copy.setAuthentication(value.getAuthentication());
    SecurityContextHolder.setContext(copy);
  }

  @Override
  public void setValue() {
    springs.setValue();
  }
}
