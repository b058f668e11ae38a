package io.asyncruntime.spring.boot.context;

import io.asyncruntime.task.ContextPropagator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a thread, beside the accessors that gave them. Immutable: nobody writes the array. Any thread. */
final class CapturedContext implements ContextPropagator.Snapshot {
  private final Accessors accessors;
  private final @Nullable Object[] values;

  /** Whether the task it is for had these values in a poll; else whoever spawned it has them, too. */
  private final boolean own;

  private CapturedContext(Accessors accessors, @Nullable Object[] values, boolean own) {
    this.accessors = accessors;
    this.values = values;
    this.own = own;
  }

  /** Of the calling thread. */
  static CapturedContext by(Accessors accessors) {
    return new CapturedContext(accessors, accessors.values(), false);
  }

  /** After a poll with these in force: this, if the calling thread has the very same values. */
  CapturedContext again() {
    for (int i = 0; i < values.length; i++) {
      Object value = accessors.at(i).getValue();
      if (value != values[i]) return from(i, value);
    }
    return this;
  }

  /** The first {@code same} values are known to be as they were. */
  private CapturedContext from(int same, @Nullable Object next) {
    @Nullable Object[] now = Arrays.copyOf(values, values.length);
    now[same] = next;
    for (int i = same + 1; i < now.length; i++) now[i] = accessors.at(i).getValue();
    return new CapturedContext(accessors, now, true);
  }

  @Override
  public ContextPropagator.Scope restore() {
    ContextScope scope = new ContextScope(accessors);
    scope.open(this);
    return scope;
  }

  boolean isBy(Accessors others) {
    return accessors == others;
  }

  @Nullable
  Object value(int i) {
    return values[i];
  }

  /** Whether the value may stay as it is where whoever had this very one was polled last. */
  boolean mayBeShared(int i) {
    return own || !accessors.tellsOwn(i);
  }

  /** On the calling thread. The value must be there. */
  void set(int i, Object value) {
    accessors.set(i, value, own);
  }
}
