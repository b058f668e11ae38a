package io.asyncruntime.scenario.random;

import java.util.Map;
import java.util.TreeMap;

/** What was run, by configuration. For one thread. */
final class Figures {
  private final Map<String, long[]> byConfiguration = new TreeMap<>(); // programs, operations, futures, polls

  void add(World world) {
    long[] sums = byConfiguration.computeIfAbsent(world.program.settings().configuration(), key -> new long[4]);
    sums[0]++;
    sums[1] += world.operations();
    sums[2] += world.books.all().size();
    sums[3] += world.books.polls();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    byConfiguration
        .forEach((configuration, sums) -> text.append("\n  ").append(configuration).append(": ").append(sums[0])
            .append(" programs, ").append(sums[1]).append(" operations, ").append(sums[2]).append(" futures, ")
            .append(sums[3]).append(" polls"));
    return text.toString();
  }
}
