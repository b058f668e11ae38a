package io.asyncruntime.spring.boot.autoconfigure;

/** How far one word is from another. */
final class Letters {
  private Letters() {
  }

  /** The fewest letters to insert, remove or replace, so that {@code one} becomes {@code other} (Levenshtein). */
  static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) above[j] = j;
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
