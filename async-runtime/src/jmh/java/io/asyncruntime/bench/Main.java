package io.asyncruntime.bench;

import io.asyncruntime.bench.peer.VirtualThreads;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH with its own command line, leaves out the peers that this Java does not have, notes how far apart the cores are, and ends
 * with the table of ratios. The result goes to the file that {@code -rff} names, {@code jmh-result.json} by default.
 */
public final class Main {
  private static final String RESULT = "jmh-result.json";
  private static final String PEER = "peer";
  private static final String VIRTUAL = "virtualthreads";

  private Main() {}

  /** As {@code java -jar benchmarks.jar -h} explains. */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException, IOException {
    CommandLineOptions asked = new CommandLineOptions(args);
    if (isQuestion(args)) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Path file = Path.of(asked.getResult().orElse(RESULT));
    Options noted = new OptionsBuilder().parent(asked).addProfiler(CoreDistanceProfiler.class).build();
    Collection<RunResult> results = VirtualThreads.available() || asked.getParameter(PEER).hasValue()
        ? new Runner(noted).run()
        : withoutVirtualThreads(noted);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
    Ratios.main(new String[] {file.toString()});
  }

  private static boolean isQuestion(String[] args) {
    return Arrays.stream(args).anyMatch(arg -> arg.matches("-h|-l|-lp|-lprof|-lrf"));
  }

  private static Collection<RunResult> withoutVirtualThreads(Options asked) throws RunnerException {
    OutputFormat quiet = OutputFormatFactory.createFormatInstance(
        new PrintStream(PrintStream.nullOutputStream()), VerboseMode.SILENT);
    List<RunResult> results = new ArrayList<>();
    for (BenchmarkListEntry entry : BenchmarkList.defaultList().find(quiet, asked.getIncludes(), asked.getExcludes())) {
      OptionsBuilder one = new OptionsBuilder();
      one.parent(asked).include("^" + Pattern.quote(entry.getUsername()) + "$");
      String[] peers = entry.getParams().hasValue() ? entry.getParams().get().get(PEER) : null;
      if (peers != null) {
        one.param(PEER, available(peers));
      }
      results.addAll(new Runner(one.build()).run());
    }
    return results;
  }

  private static String[] available(String[] peers) {
    return Arrays.stream(peers).filter(peer -> !peer.equals(VIRTUAL)).toArray(String[]::new);
  }
}
