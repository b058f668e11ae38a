package io.asyncruntime.spring.boot.support;

import io.asyncruntime.metrics.TaskDump;
import io.asyncruntime.metrics.TaskInfo;
import java.util.Locale;

/**
 * Makes names that users chose fit to be shown: of bounded length, on one line, in the order in which they are read. Logs,
 * endpoints, meters and health pass every name of a task, mutex or runtime through here. Any thread.
 */
public final class DisplayNames {
  /** Longest name shown, in characters; what is longer ends in an ellipsis. */
  public static final int LONGEST = 128;

  private static final char ELLIPSIS = '\u2026';

  private DisplayNames() {
  }

  /**
   * The name with control, format and line-separating characters as escapes (a line feed as its six-character Unicode
   * escape), and cut after {@link #LONGEST} characters.
   */
  public static String of(String name) {
    if (isPlain(name)) return name;
    StringBuilder shown = new StringBuilder(LONGEST + 1);
    int at = 0;
    while (at < name.length() && shown.length() < LONGEST) {
      int character = name.codePointAt(at);
      append(shown, character);
      at += Character.charCount(character);
    }
    return cut(shown, at < name.length());
  }

  /** The constant's name as it is written in properties: {@code MULTI_THREAD} is {@code multi-thread}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The dump with every text in it fit to be shown. */
  public static TaskDump of(TaskDump dump) {
    return new TaskDump(dump.at(), dump.tasks().stream().map(DisplayNames::of).toList());
  }

  /** The task with every text in it fit to be shown. */
  public static TaskInfo of(TaskInfo task) {
    return new TaskInfo(task.id(), of(task.name()), task.kind(), task.status(), of(task.spawnedAt()), task.age(),
        task.polls(), task.wakes(), task.selfWakes(), task.busy(), task.scheduled(), task.idle(), of(task.waitingOn()),
        task.stack());
  }

  private static boolean isPlain(String name) {
    return name.length() <= LONGEST && name.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static void append(StringBuilder shown, int character) {
    if (isHarmless(character)) {
      shown.appendCodePoint(character);
      return;
    }
    for (char unit : Character.toChars(character)) {
      shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
  }

  /** Whether it moves nothing but itself: no new line, no change of direction, no half of a pair. */
  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE ->
        false;
      default -> true;
    };
  }

  private static String cut(StringBuilder shown, boolean more) {
    if (!more && shown.length() <= LONGEST) return shown.toString();
    int end = Math.min(shown.length(), LONGEST);
    shown.setLength(Character.isHighSurrogate(shown.charAt(end - 1)) ? end - 1 : end);
    return shown.append(ELLIPSIS).toString();
  }
}
