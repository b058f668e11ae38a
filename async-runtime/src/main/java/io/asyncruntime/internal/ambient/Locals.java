package io.asyncruntime.internal.ambient;

import org.jspecify.annotations.Nullable;

/**
 * What is in force for the code of a future, beside its task: values of task-locals and a deadline. A link of the immutable list whose
 * head is {@link Ambient#taskLocals}, the newest first. Each link knows the deadline that is in force with it, so that nobody has to
 * look for it. Any thread may read one; who puts one in force also takes it away again, at the place where its code is by then.
 */
public final class Locals {
  /** Whose value it is; null for a link that is there for its deadline. */
  public final @Nullable Object key;

  /** The value; without a key a {@link SectionHost}, an {@link OpenSection} or null. */
  public final @Nullable Object value;

  /** What was in force before: a link, or null. */
  public final @Nullable Object outer;

  /** The deadline in force. */
  public final @Nullable DeadlineRef deadline;

  private Locals(@Nullable Object key, @Nullable Object value, @Nullable Object outer, @Nullable DeadlineRef deadline) {
    this.key = key;
    this.value = value;
    this.outer = outer;
    this.deadline = deadline;
  }

  /** {@code value} for {@code key}, within {@code outer}, whose deadline stays in force. */
  public static Locals binding(Object key, Object value, @Nullable Object outer) {
    return new Locals(key, value, outer, deadlineOf(outer));
  }

  /** {@code deadline}, or none, in the place of the one of {@code outer}. */
  public static Locals deadline(@Nullable DeadlineRef deadline, @Nullable Object outer) {
    return new Locals(null, null, outer, deadline);
  }

  /** As {@link #deadline}, of a future whose drop {@code host} can put off. */
  public static Locals hosted(SectionHost host, @Nullable DeadlineRef deadline, @Nullable Object outer) {
    return new Locals(null, host, outer, deadline);
  }

  /** The inside of {@code section}, where no deadline is in force. */
  public static Locals section(OpenSection section, @Nullable Object outer) {
    return new Locals(null, section, outer, null);
  }

  /** The deadline in force at {@code here}. */
  public static @Nullable DeadlineRef deadlineAt(Ambient here) {
    return deadlineOf(here.taskLocals);
  }

  /** The deadline in force with {@code locals}. */
  public static @Nullable DeadlineRef deadlineOf(@Nullable Object locals) {
    return locals instanceof Locals link ? link.deadline : null;
  }

  /** Puts {@code locals} in force for the calling thread. What was before, for {@link #restore}. */
  public static @Nullable Object install(@Nullable Object locals) {
    Ambient here = Ambient.current();
    Object outer = here.taskLocals;
    here.taskLocals = locals;
    return outer;
  }

  /** Puts back what {@link #install} gave. Looks up the place anew: an async block may have been resumed on another thread. */
  public static void restore(@Nullable Object outer) {
    Ambient.current().taskLocals = outer;
  }
}
