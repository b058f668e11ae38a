package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.ambient.Ambient;
import io.asyncruntime.internal.ambient.HeldGuard;
import io.asyncruntime.internal.ambient.RuntimeRef;
import org.jspecify.annotations.Nullable;

/**
 * A poller's {@link Ambient} in the hands of a block, for one resume.
 *
 * <p>The block sees everything of the poller, and what its body has put in place itself and not taken away again when it
 * suspended (an entered runtime or local set, task-locals, guards): that goes with the block as {@link Installed}, never to
 * the poller. What the body has not touched is refreshed at each resume. Made, used and ended by the poller; the body runs in
 * between.
 */
final class AmbientLoan {
  private final Ambient place;
  private final Carried pollers;
  private final Carried found;
  private final @Nullable HeldGuard heldGuards;
  private final @Nullable Object coroutine;
  private final int asyncDepth;
  private final int budget;

  /** What a suspended body has in place; opaque to the block that keeps it. */
  sealed interface Installed permits Changed {
  }

  /** The fields that a body may change. */
  private record Carried(@Nullable RuntimeRef runtime, @Nullable Object enterGuard, @Nullable Object localSet,
      @Nullable Object taskLocals) {

    static Carried at(Ambient place) {
      return new Carried(place.runtime, place.enterGuard, place.localSet, place.taskLocals);
    }

    boolean isAt(Ambient place) {
      return place.runtime == runtime && place.enterGuard == enterGuard && place.localSet == localSet
          && place.taskLocals == taskLocals;
    }

    /** A reference stored in an old object costs the collector's barrier: only what is different is stored. */
    void put(Ambient place) {
      if (!isAt(place)) {
        place.runtime = runtime;
        place.enterGuard = enterGuard;
        place.localSet = localSet;
        place.taskLocals = taskLocals;
      }
    }
  }

  /** What a body had in place when it suspended, and what it had found there. */
  private record Changed(Carried now, Carried found, @Nullable HeldGuard heldGuards) implements Installed {

    /** What the body shall see at another place: its own, and for what it has not changed the poller's. */
    Carried over(Carried pollers) {
      return new Carried(now.runtime != found.runtime ? now.runtime : pollers.runtime,
          now.enterGuard != found.enterGuard ? now.enterGuard : pollers.enterGuard,
          now.localSet != found.localSet ? now.localSet : pollers.localSet,
          now.taskLocals != found.taskLocals ? now.taskLocals : pollers.taskLocals);
    }

    /** What the body has found in the places of what is its own, and for the rest finds at the poller. */
    Carried foundOver(Carried pollers) {
      return new Carried(now.runtime != found.runtime ? found.runtime : pollers.runtime,
          now.enterGuard != found.enterGuard ? found.enterGuard : pollers.enterGuard,
          now.localSet != found.localSet ? found.localSet : pollers.localSet,
          now.taskLocals != found.taskLocals ? found.taskLocals : pollers.taskLocals);
    }
  }

  /** Puts the block at {@code place}, with what its body had in place when it suspended. */
  AmbientLoan(Ambient place, AsyncBlock<?> block, @Nullable Installed installed) {
    this.place = place;
    pollers = Carried.at(place);
    heldGuards = place.heldGuards;
    coroutine = place.coroutine;
    asyncDepth = place.asyncDepth;
    budget = place.budget;
    place.asyncDepth = Math.max(1, asyncDepth);
    place.coroutine = block;
    if (installed instanceof Changed own) {
      found = own.foundOver(pollers);
      own.over(pollers).put(place);
      place.heldGuards = own.heldGuards;
    } else {
      found = pollers;
      place.heldGuards = null; // those of the poller belong to its thread
    }
  }

  /** Puts the block at {@code place}, which is nobody else's and will not be given back. */
  static void forEver(Ambient place, AsyncBlock<?> block, @Nullable Installed installed) {
    new AmbientLoan(place, block, installed);
  }

  /** Gives the place back to the poller. Returns what the body had in place, null for the usual nothing. */
  @Nullable
  Installed end(Coroutine.Step step) {
    Installed left = step == Coroutine.Step.DONE || isUntouched() ? null
        : new Changed(Carried.at(place), found, place.heldGuards);
    if (step == Coroutine.Step.BLOCKED) {
      place.budget = budget; // the body may be inside a section that is exempt
    }
    pollers.put(place);
    place.heldGuards = heldGuards;
    place.coroutine = coroutine;
    place.asyncDepth = asyncDepth;
    return left;
  }

  private boolean isUntouched() { return place.heldGuards == null && found.isAt(place); }
}
