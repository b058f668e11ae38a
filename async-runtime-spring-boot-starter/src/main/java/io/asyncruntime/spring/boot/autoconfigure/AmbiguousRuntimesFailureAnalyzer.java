package io.asyncruntime.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start how to choose the main one of several runtimes. */
final class AmbiguousRuntimesFailureAnalyzer extends AbstractFailureAnalyzer<AmbiguousRuntimesException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, AmbiguousRuntimesException cause) {
    return new FailureAnalysis(cause.getMessage() + ".",
        "Mark the main one with @Primary, or each of the others with @Bean(defaultCandidate = false) and a @Qualifier.",
        failure);
  }
}
