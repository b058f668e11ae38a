package io.asyncruntime.spring.boot.admission;

import io.asyncruntime.Async;
import io.asyncruntime.future.Context;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.spring.boot.admission.AdmissionGate.Permit;
import io.asyncruntime.time.ElapsedException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One who enters by way of a future. Plain fields: polls and drop are ordered, see {@link Future}.
 *
 * <pre>
 *   NEW     -> WAITING   first poll: in line, or inside already
 *   WAITING -> ENDED     poll: inside, or refused
 *   WAITING -> ENDED     drop: out of the line, or outside again
 * </pre>
 */
final class EnterFuture implements Future<Permit> {
  private final AdmissionGate gate;
  private final String group;
  private @Nullable CompletableFuture<Permit> turn; // not null: WAITING
  private @Nullable Future<Permit> waiting;
  private boolean ended;

  EnterFuture(AdmissionGate gate, String group) {
    this.gate = gate;
    this.group = group;
  }

  @Override
  public Poll<Permit> poll(Context cx) throws Exception {
    if (ended) throw new IllegalStateException("enter() polled after its end: call it again for another permit");
    Future<Permit> place = waiting != null ? waiting : begin();
    try {
      Poll<Permit> answer = place.poll(cx);
      ended = answer.isReady();
      return answer;
    } catch (ElapsedException late) {
      drop();
      throw gate.refusal(group);
    } catch (AdmissionRefusedException full) {
      ended = true;
      throw full;
    } catch (Exception failure) {
      drop();
      throw failure;
    }
  }

  private Future<Permit> begin() {
    CompletableFuture<Permit> mine = gate.enterOrWait(group);
    turn = mine;
    Future<Permit> place = Future.from(mine);
    Future<Permit> limited = mine.isDone() ? place : Async.timeout(gate.maxWait(), place);
    waiting = limited;
    return limited;
  }

  @Override
  public void drop() {
    if (ended) return;
    ended = true;
    if (waiting != null) waiting.drop();
    if (turn != null) gate.giveUp(turn);
  }
}
