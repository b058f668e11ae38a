package io.asyncruntime.scenario.random;

/** Which critical section, to be made anew for each run. */
record SharedKind(What what, int permits) {
  enum What {
    MUTEX, SEMAPHORE, RW_LOCK
  }

  Shared make() {
    return switch (what) {
      case MUTEX -> new SharedMutex();
      case SEMAPHORE -> new SharedSemaphore(permits);
      case RW_LOCK -> new SharedRwLock();
    };
  }
}
