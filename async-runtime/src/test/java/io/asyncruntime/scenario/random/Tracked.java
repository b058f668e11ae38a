package io.asyncruntime.scenario.random;

import static io.asyncruntime.Async.async;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The future of a body, with books of its life: polled by one thread at a time, and over once, by a value, a failure or a drop.
 *
 * <pre>
 *   WAITING -> POLLED       a poll begins
 *   POLLED  -> WAITING      it was Pending
 *   POLLED  -> COMPLETED    Ready
 *   POLLED  -> FAILED       it threw
 *   WAITING -> DROPPED      given up
 * </pre>
 */
final class Tracked implements Future<Void> {
  enum Role {
    /** Spawned on the runtime. */
    TASK,
    /** Spawned on a local set. */
    LOCAL,
    /** Given to blockOn. */
    ROOT,
    /** Part of one of those. */
    BRANCH
  }

  enum Stage {
    WAITING, POLLED, COMPLETED, FAILED, DROPPED
  }

  private final World world;
  private final Body body;
  private final Role role;
  private final Runnable atEnd;
  private final Future<Void> inner;
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger finallies = new AtomicInteger();

  Tracked(World world, Body body, Role role, Runnable atEnd) {
    this.world = world;
    this.body = body;
    this.role = role;
    this.atEnd = atEnd;
    this.inner = body.style() == Body.Style.BLOCK ? async(this::block) : new HandBody(world, body.steps());
    world.books.add(this);
  }

  private void block() throws Exception {
    begun.incrementAndGet();
    try {
      body.inBlock(world);
    } finally {
      finallies.incrementAndGet();
    }
  }

  @Override
  public Poll<Void> poll(Context cx) throws Exception {
    if (role != Role.BRANCH) {
      world.books.polled();
    }
    step(Stage.WAITING, Stage.POLLED);
    try {
      Poll<Void> answer = inner.poll(cx);
      if (answer.isReady()) {
        end(Stage.POLLED, Stage.COMPLETED);
      } else {
        step(Stage.POLLED, Stage.WAITING);
      }
      return answer;
    } catch (Throwable failure) {
      world.failed(failure);
      end(Stage.POLLED, Stage.FAILED);
      throw failure;
    }
  }

  @Override
  public void drop() {
    if (role == Role.TASK && AsyncRuntime.tryCurrent().isEmpty()) {
      world.fault(this + " was dropped outside the runtime", null);
    }
    try {
      inner.drop();
    } finally {
      end(Stage.WAITING, Stage.DROPPED);
    }
  }

  private void step(Stage from, Stage to) {
    Stage before = stage.getAndSet(to);
    if (before != from) {
      world.fault(this + " went from " + before + " to " + to, null);
    }
  }

  private void end(Stage from, Stage how) {
    step(from, how);
    atEnd.run();
    world.books.ended(this);
  }

  Stage stage() {
    return stage.get();
  }

  Role role() {
    return role;
  }

  /** Whether each body that began has left by its finally, once. */
  boolean isFinallyRight() {
    return finallies.get() == begun.get() && begun.get() <= 1;
  }

  @Override
  public String toString() {
    return role + "@" + Integer.toHexString(System.identityHashCode(this)) + "(" + stage() + ", begun " + begun
        + ", finally "
        + finallies + ") " + body;
  }
}
