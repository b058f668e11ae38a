/**
 * A work-stealing runtime for asynchronous tasks, after Tokio. Start reading at {@code io.asyncruntime.AsyncRuntime}.
 */
@SuppressWarnings("requires-automatic") // BlockHound is no module; it is asked for by nobody but itself
module io.asyncruntime {
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires jdk.jfr;
  requires org.jctools.core.jdk11;
  requires static transitive org.junit.jupiter.api;
  requires static reactor.blockhound;

  exports io.asyncruntime;
  exports io.asyncruntime.future;
  exports io.asyncruntime.metrics;
  exports io.asyncruntime.sync;
  exports io.asyncruntime.task;
  exports io.asyncruntime.testing;
  exports io.asyncruntime.time;

  uses io.asyncruntime.internal.join.RuntimeProvider;

  provides io.asyncruntime.internal.join.RuntimeProvider with
      io.asyncruntime.internal.scheduler.shared.SchedulerProvider;
}
