package io.asyncruntime.spring.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which names are no properties, and what was probably meant. */
final class UnknownPropertyFailureAnalyzer extends AbstractFailureAnalyzer<UnknownPropertyException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, UnknownPropertyException cause) {
    return new FailureAnalysis(cause.getMessage(),
        "Correct or remove it, or set async-runtime.strict-properties to false to be only warned.", failure);
  }
}
