package io.asyncruntime.spring.boot.lifecycle;

/** Who advances the tasks of a current-thread runtime. */
public enum CurrentThreadDriver {
  /** A daemon thread of the starter sits in {@code blockOn} from start to stop, so that spawned work always advances. */
  DEDICATED,
  /** Nobody but the callers of {@code blockOn}: tasks are frozen while there is none. */
  CALLER
}
