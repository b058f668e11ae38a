package io.asyncruntime.spring.boot.bench;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.spring.boot.context.MicrometerContextPropagator;
import io.asyncruntime.spring.boot.context.ThreadLocalAccessors;
import io.asyncruntime.task.ContextPropagator;
import io.asyncruntime.task.JoinHandle;
import io.micrometer.context.ContextRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What the context of a request costs a poll: tasks that yield, with all of it set (a trace and a customer in the log context,
 * an observation, a locale, the attributes of a request, a user). The difference between {@code on} and {@code off} is the
 * price of a poll; {@code none} is a runtime that was never near the library, which {@code off} must equal.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ContextBenchmark {
  private static final int POLLS = 1_000;

  /** How the runtime under test was made. */
  public enum Propagation { NONE, OFF, ON }

  @Param public Propagation propagation;

  private final ObservationRegistry observations = ObservationRegistry.create();
  private AsyncRuntime runtime;
  private Observation first;
  private Observation second;

  @Setup
  public void start() {
    ContextRegistry registry = ContextRegistry.getInstance();
    if (propagation != Propagation.NONE) ThreadLocalAccessors.register(registry);
    ContextPropagator propagator = new MicrometerContextPropagator(registry);
    AsyncRuntime.Builder builder = AsyncRuntime.multiThread().workerThreads(1);
    runtime = (propagation == Propagation.ON ? builder.contextPropagator(propagator) : builder).build();
    receive("5f4dcc3b5aa765d61d8327deb882cf99");
  }

  /** Sets what a request would. */
  private void receive(String trace) {
    MDC.put("traceId", trace);
    MDC.put("spanId", "5aa765d61d8327de");
    MDC.put("customer", "4711");
    observations.observationConfig().observationHandler(context -> true);
    first = Observation.start("http", observations);
    second = Observation.start("http", observations);
    first.openScope();
    LocaleContextHolder.setLocale(Locale.FRENCH);
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest("GET", "/tea")));
    SecurityContextHolder.setContext(new SecurityContextImpl(new TestingAuthenticationToken("ada", "secret")));
  }

  @TearDown
  public void stop() {
    runtime.close();
  }

  /** One task, poll after poll. */
  @Benchmark
  @OperationsPerInvocation(POLLS)
  public Integer poll() {
    return runtime.spawn(new Yielding()).join();
  }

  /** Two tasks of one request that take turns on one worker: log context and locale differ, the user is a copy. */
  @Benchmark
  @OperationsPerInvocation(2 * POLLS)
  public Integer turns() {
    JoinHandle<Integer> one = spawn("4711", Locale.FRENCH);
    JoinHandle<Integer> other = spawn("4712", Locale.ENGLISH);
    return one.join() + other.join();
  }

  /** As {@link #turns()}, but each has an observation of its own, as tasks of different requests do. */
  @Benchmark
  @OperationsPerInvocation(2 * POLLS)
  public Integer turnsOfObservations() {
    JoinHandle<Integer> one = spawn("4711", Locale.FRENCH);
    try (Observation.Scope scope = second.openScope()) {
      JoinHandle<Integer> other = spawn("4712", Locale.ENGLISH);
      return one.join() + other.join();
    }
  }

  private JoinHandle<Integer> spawn(String customer, Locale locale) {
    MDC.put("customer", customer);
    LocaleContextHolder.setLocale(locale);
    return runtime.spawn(new Yielding());
  }

  private static final class Yielding implements Future<Integer> {
    private int polls;

    @Override
    public Poll<Integer> poll(Context cx) {
      if (++polls == POLLS) return Poll.ready(polls);
      cx.waker().wake();
      return Poll.pending();
    }
  }
}
