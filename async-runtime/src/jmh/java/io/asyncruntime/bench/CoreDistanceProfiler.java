package io.asyncruntime.bench;

import java.io.File;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Notes the {@link CoreDistance} before and after each fork, in the log and beside its figures. */
public final class CoreDistanceProfiler implements ExternalProfiler {
  private double before;

  /** For JMH. */
  public CoreDistanceProfiler() {}

  @Override
  public void beforeTrial(BenchmarkParams benchmark) {
    before = measure();
  }

  @Override
  public Collection<? extends Result> afterTrial(BenchmarkResult result, long pid, File out, File err) {
    double after = measure();
    System.out.printf(Locale.ROOT, "# Round trip between two cores: %.0f ns before, %.0f ns after%n", before, after);
    return List.of(scalar("coresBefore", before), scalar("coresAfter", after));
  }

  private static ScalarResult scalar(String name, double nanos) {
    return new ScalarResult(name, nanos, "ns", AggregationPolicy.AVG);
  }

  private static double measure() {
    try {
      return CoreDistance.roundTripNanos();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Double.NaN;
    }
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams benchmark) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams benchmark) {
    return List.of();
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return true;
  }

  @Override
  public String getDescription() { return "how long a cache line takes between two cores and back"; }
}
