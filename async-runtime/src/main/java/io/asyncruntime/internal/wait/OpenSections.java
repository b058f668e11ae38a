package io.asyncruntime.internal.wait;

import io.asyncruntime.internal.ambient.OpenSection;
import io.asyncruntime.internal.ambient.SectionHost;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sections that are open in one future, for whoever would drop it: a state machine. The poller's thread only.
 *
 * <pre>
 *   CALM    -> CALM      open, close
 *   CALM    -> WANTED    the drop is wanted: each open section is told
 *   WANTED  -> WANTED    close; what would open is refused. When none is open, the drop comes
 * </pre>
 */
public final class OpenSections implements SectionHost {
  private @Nullable List<OpenSection> open; // null until there is one
  private boolean wanted;

  /** None is open. */
  public OpenSections() {
  }

  @Override
  public boolean open(OpenSection section) {
    if (wanted) { return false; }
    List<OpenSection> all = open;
    if (all == null) {
      all = new ArrayList<>(1);
      open = all;
    }
    return all.add(section);
  }

  @Override
  public void close(OpenSection section) {
    if (open != null) {
      open.remove(section);
    }
  }

  /** Whether a drop would have to wait. */
  public boolean isAnyOpen() { return open != null && !open.isEmpty(); }

  /** Whoever would drop now, as often as it likes. Tells the open sections, once; whether there are any, so that it has to wait. */
  public boolean putOff() {
    if (!wanted) {
      wanted = true;
      if (open != null) {
        List.copyOf(open).forEach(OpenSection::endWanted);
      }
    }
    return isAnyOpen();
  }

  /** The longest time that one of them may put the drop off. */
  public long longestNanos() {
    return open == null ? 0 : open.stream().mapToLong(OpenSection::limitNanos).max().orElse(0);
  }
}
