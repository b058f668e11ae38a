package io.asyncruntime.metrics;

import java.util.List;

/**
 * Part of a list of live tasks. Tasks begin and end meanwhile, so a task may be on two pages that were asked for one after the
 * other, or on none.
 *
 * @param matching how many live tasks fit the query, on this page or not
 * @param offset how many of them come before this page
 * @param tasks those on the page, in the order asked for; all without a stack
 */
public record TaskPage(long matching, int offset, List<TaskInfo> tasks) {
  /** Copies the list. */
  public TaskPage {
    tasks = List.copyOf(tasks);
  }
}
