package io.asyncruntime.spring.boot.admission;

import java.io.Serial;
import java.util.concurrent.RejectedExecutionException;

/** There is no place inside. Nothing was begun. */
public final class AdmissionRefusedException extends RejectedExecutionException {
  @Serial private static final long serialVersionUID = 1L;

  AdmissionRefusedException(String message) {
    super(message);
  }
}
