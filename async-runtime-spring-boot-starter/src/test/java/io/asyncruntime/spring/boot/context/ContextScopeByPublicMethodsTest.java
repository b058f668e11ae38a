package io.asyncruntime.spring.boot.context;

/** The same where Logback's maps are out of reach, as in a native image or with another version of it. */
class ContextScopeByPublicMethodsTest extends ContextScopeTest {
  @Override
  MdcAccessor logContext() {
    return new MdcAccessor(null);
  }
}
