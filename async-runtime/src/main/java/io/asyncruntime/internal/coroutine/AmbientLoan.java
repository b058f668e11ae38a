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

  // What the poller had.
  private final @Nullable RuntimeRef runtime;
  private final @Nullable Object localSet;
  private final @Nullable Object taskLocals;
  private final @Nullable HeldGuard heldGuards;
  private final @Nullable Object coroutine;
  private final AsyncBlock<?> lent;
  private final int asyncDepth;
  private final int budget;

  // What the body finds where it has put nothing itself.
  private final @Nullable RuntimeRef baseRuntime;
  private final @Nullable Object baseLocalSet;
  private final @Nullable Object baseTaskLocals;
  private final int baseDepth;

  /** What a body has put in place and not taken away, with what it found there. */
  private record Changed(
      @Nullable RuntimeRef runtime, @Nullable RuntimeRef baseRuntime,
      @Nullable Object localSet, @Nullable Object baseLocalSet,
      @Nullable Object taskLocals, @Nullable Object baseTaskLocals,
      @Nullable HeldGuard heldGuards, @Nullable Object coroutine, int asyncDepth, int baseDepth) implements Installed {
  }

  /** What a suspended body has in place; opaque to the block that keeps it. */
  sealed interface Installed permits Changed {
  }

  /** Puts the block at {@code place}, with what its body had in place when it suspended. */
  AmbientLoan(Ambient place, AsyncBlock<?> block, @Nullable Installed installed) {
    this.place = place;
    runtime = place.runtime;
    localSet = place.localSet;
    taskLocals = place.taskLocals;
    heldGuards = place.heldGuards;
    coroutine = place.coroutine;
    lent = block;
    asyncDepth = place.asyncDepth;
    budget = place.budget;
    place.asyncDepth = Math.max(1, asyncDepth);
    place.coroutine = block;
    place.heldGuards = null; // those of the poller belong to its thread
    Changed own = (Changed) installed;
    baseRuntime = own != null && own.runtime != own.baseRuntime ? own.baseRuntime : runtime;
    baseLocalSet = own != null && own.localSet != own.baseLocalSet ? own.baseLocalSet : localSet;
    baseTaskLocals = own != null && own.taskLocals != own.baseTaskLocals ? own.baseTaskLocals : taskLocals;
    baseDepth = own != null && own.asyncDepth != own.baseDepth ? own.baseDepth : place.asyncDepth;
    if (own != null) {
      install(own);
    }
  }

  private void install(Changed own) {
    if (own.runtime != own.baseRuntime) {
      place.runtime = own.runtime;
    }
    if (own.localSet != own.baseLocalSet) {
      place.localSet = own.localSet;
    }
    if (own.taskLocals != own.baseTaskLocals) {
      place.taskLocals = own.taskLocals;
    }
    if (own.asyncDepth != own.baseDepth) {
      place.asyncDepth = own.asyncDepth;
    }
    place.heldGuards = own.heldGuards;
    place.coroutine = own.coroutine;
  }

  /** Gives the place back to the poller. Returns what the body had in place, null for the usual nothing. */
  @Nullable
  Installed end(Coroutine.Step step) {
    Installed left = step == Coroutine.Step.DONE || isUntouched() ? null
        : new Changed(place.runtime, baseRuntime,
            place.localSet, baseLocalSet, place.taskLocals, baseTaskLocals, place.heldGuards, place.coroutine,
            place.asyncDepth, baseDepth);
    if (step == Coroutine.Step.BLOCKED) {
      place.budget = budget; // the body may be inside a section that is exempt
    }
    giveBack();
    return left;
  }

  /** As {@link #end}, when the body could not be run. */
  void giveBack() {
    // A reference stored in an old object costs the collector's barrier, so only what has changed is.
    if (place.runtime != runtime) {
      place.runtime = runtime;
    }
    if (place.localSet != localSet) {
      place.localSet = localSet;
    }
    if (place.taskLocals != taskLocals) {
      place.taskLocals = taskLocals;
    }
    if (place.heldGuards != heldGuards) {
      place.heldGuards = heldGuards;
    }
    place.coroutine = coroutine;
    place.asyncDepth = asyncDepth;
  }

  private boolean isUntouched() {
    return place.runtime == baseRuntime && place.localSet == baseLocalSet && place.taskLocals == baseTaskLocals
        && place.asyncDepth == baseDepth && place.heldGuards == null && place.coroutine == lent;
  }
}
