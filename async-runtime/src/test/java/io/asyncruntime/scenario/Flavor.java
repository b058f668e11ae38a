package io.asyncruntime.scenario;

import io.asyncruntime.AsyncRuntime;

/** The two schedulers, for scenarios that hold on both. */
enum Flavor {
  MULTI {
    @Override
    AsyncRuntime.Builder builder() {
      return AsyncRuntime.multiThread().workerThreads(2);
    }
  },
  CURRENT {
    @Override
    AsyncRuntime.Builder builder() {
      return AsyncRuntime.currentThread();
    }
  };

  abstract AsyncRuntime.Builder builder();

  AsyncRuntime build() {
    return builder().build();
  }
}
