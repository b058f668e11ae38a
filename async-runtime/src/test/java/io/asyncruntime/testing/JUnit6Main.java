package io.asyncruntime.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the examples of {@link AsyncTest} with whatever JUnit is on the class path, and says which and what came of it. */
final class JUnit6Main {
  private JUnit6Main() {}

  public static void main(String[] args) {
    LauncherDiscoveryRequest examples =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(AsyncTestExampleTest.class)).build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(examples, summary);
    PrintWriter out = new PrintWriter(System.out, true);
    summary.getSummary().printFailuresTo(out);
    out.println("JUnit " + LauncherFactory.class.getProtectionDomain().getCodeSource().getLocation() + ": "
        + summary.getSummary().getTestsSucceededCount() + " succeeded, "
        + summary.getSummary().getTotalFailureCount() + " failed");
  }
}
