package io.asyncruntime.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Turns results of JMH ({@code -rf json}, one file a run) into the tables of {@code config/benchmarks/README.md}: figures of all
 * peers, and ratios beside their targets.
 */
public final class Ratios {
  private static final List<String> PEERS = List.of("asyncruntime", "forkjoin", "kotlin", "virtualthreads", "cats");

  private final Scores scores;
  private final PrintStream out;

  private Ratios(Scores scores, PrintStream out) {
    this.scores = scores;
    this.out = out;
  }

  /** Arguments: the files. Prints Markdown. */
  public static void main(String[] files) throws IOException {
    List<List<Score>> runs = new ArrayList<>();
    for (String file : files) {
      runs.add(JmhResult.read(Path.of(file)));
    }
    Ratios ratios = new Ratios(new Scores(runs), System.out);
    ratios.printFigures();
    ratios.printTargets();
  }

  private void printFigures() {
    out.println("\n| workload (ns/op, Java " + Runtime.version().feature() + ") | " + String.join(" | ", PEERS) + " |");
    out.println("|---".repeat(1 + PEERS.size()) + "|");
    for (String workload : scores.workloads()) {
      if (scores.parameters(workload).stream().anyMatch(PEERS::contains)) {
        out.print("| " + workload);
        for (String peer : PEERS) {
          out.print(" | " + shown(scores.nanos(workload, peer), "%.1f"));
        }
        out.println(" |");
      } else {
        printGrowth(workload);
      }
    }
  }

  private void printGrowth(String workload) {
    for (String size : scores.parameters(workload)) {
      out.println("| " + workload + " at " + size + " | " + shown(scores.nanos(workload, size), "%.1f")
          + " |".repeat(PEERS.size()));
    }
  }

  private void printTargets() {
    out.println("\n| workload | against | ratio | target | |");
    out.println("|---|---|---|---|---|");
    Target.onThisJava().forEach(target -> {
      OptionalDouble ratio = scores.ratio(target.workload(), target.against(), target.peer());
      if (ratio.isPresent()) {
        String verdict = ratio.getAsDouble() <= target.most() ? "met" : "**missed**";
        out.println("| " + target.workload() + " | " + target.comparison() + " | " + shown(ratio, "%.2f") + " | "
            + target.most() + " | " + verdict + " |");
      }
    });
  }

  private static String shown(OptionalDouble figure, String format) {
    return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : "";
  }
}
