package io.asyncruntime.spring.boot.admission;

import java.util.List;
import java.util.Objects;

/**
 * Some of those who want to enter, such as those who pay.
 *
 * @param name what figures and refusals call it
 * @param paths patterns of Spring for the paths of its requests, such as {@code /orders/**}; none for a group that only code names
 * @param share part of all places that is kept for it, from 0 to 1
 * @param priority who has a higher one comes before others, and may use what is kept for those with a lower one; that of everybody else is 0
 */
public record AdmissionGroup(String name, List<String> paths, double share, int priority) {
  /** Checks the values. */
  public AdmissionGroup {
    if (Objects.requireNonNull(name, "name").isBlank())
      throw new IllegalArgumentException("the name of a group is blank");
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of group " + name + " must be from 0 to 1, but is " + share);
    }
    paths = List.copyOf(paths);
  }
}
