package io.asyncruntime.sync;

import static io.asyncruntime.sync.Polls.pending;
import static io.asyncruntime.sync.Polls.ready;
import static io.asyncruntime.sync.Polls.withBudget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asyncruntime.future.Context;
import io.asyncruntime.future.Waker;
import io.asyncruntime.sync.Notify.Notified;
import io.asyncruntime.testkit.RecordingWaker;
import org.junit.jupiter.api.Test;

class NotifyTest {
  private final Notify notify = new Notify();

  @Test
  void withoutAWaiterOnePermitIsStored() throws Exception {
    notify.notifyOne();
    notify.notifyOne();
    notify.notifyLast();
    assertThat(notify.toString()).isEqualTo("Notify[permit stored, 0 waiting]");
    ready(notify.notified());
    pending(notify.notified());
  }

  @Test
  void notifyOneChoosesTheOldestAndNotifyLastTheNewest() throws Exception {
    Notified a = notify.notified();
    Notified b = notify.notified();
    Notified c = notify.notified();
    RecordingWaker wa = pending(a);
    RecordingWaker wb = pending(b);
    RecordingWaker wc = pending(c);
    notify.notifyOne();
    assertThat(wa.wakes()).isEqualTo(1);
    notify.notifyLast();
    assertThat(wc.wakes()).isEqualTo(1);
    assertThat(wb.wakes()).isZero();
    ready(a);
    ready(c);
    pending(b);
    notify.notifyLast();
    ready(b);
    pending(notify.notified());
  }

  @Test
  void notifyWaitersReachesAllThatExistPolledOrNot() throws Exception {
    Notified polled = notify.notified();
    Notified unpolled = notify.notified();
    RecordingWaker waker = pending(polled);
    notify.notifyWaiters();
    Notified later = notify.notified();
    assertThat(waker.wakes()).isEqualTo(1);
    ready(polled);
    ready(unpolled);
    pending(later);
  }

  @Test
  void notifyWaitersStoresNothingAndLeavesAPermitAlone() throws Exception {
    notify.notifyWaiters();
    Notified first = notify.notified();
    pending(first);
    first.drop();
    notify.notifyOne();
    Notified old = notify.notified();
    notify.notifyWaiters();
    ready(old); // by the round, not by the permit
    ready(notify.notified());
    pending(notify.notified());
  }

  @Test
  void onceReadyItStaysReady() throws Exception {
    Notified notified = notify.notified();
    pending(notified);
    notify.notifyOne();
    ready(notified);
    ready(notified);
    notified.drop();
    ready(notified);
    assertThat(notified.enable()).isTrue();
    pending(notify.notified());
  }

  @Test
  void aDroppedWaiterPassesTheNotificationOnInTheSameWay() throws Exception {
    Notified a = notify.notified();
    Notified b = notify.notified();
    Notified c = notify.notified();
    pending(a);
    RecordingWaker wb = pending(b);
    RecordingWaker wc = pending(c);
    notify.notifyOne();
    a.drop();
    a.drop();
    assertThat(wb.wakes()).isEqualTo(1);
    assertThat(wc.wakes()).isZero();
    b.drop();
    c.drop();
    ready(notify.notified()); // nobody was left, so it was stored

    Notified d = notify.notified();
    Notified e = notify.notified();
    Notified f = notify.notified();
    RecordingWaker wd = pending(d);
    RecordingWaker we = pending(e);
    pending(f);
    notify.notifyLast();
    f.drop();
    assertThat(we.wakes()).isEqualTo(1);
    assertThat(wd.wakes()).isZero();
  }

  @Test
  void aWaiterOfNotifyWaitersPassesNothingOn() throws Exception {
    Notified waiter = notify.notified();
    pending(waiter);
    notify.notifyWaiters();
    waiter.drop();
    pending(notify.notified());
  }

  @Test
  void aDroppedWaiterIsNotNotified() throws Exception {
    Notified gone = notify.notified();
    Notified next = notify.notified();
    RecordingWaker goneWaker = pending(gone);
    pending(next);
    gone.drop();
    notify.notifyOne();
    assertThat(goneWaker.wakes()).isZero();
    ready(next);
    assertThatIllegalStateException().isThrownBy(() -> gone.poll(goneWaker)).withMessageContaining("drop()");
    assertThatIllegalStateException().isThrownBy(gone::enable);
  }

  @Test
  void afterTheLastWaiterHasLeftANotificationIsStored() throws Exception {
    Notified gone = notify.notified();
    pending(gone);
    gone.drop();
    notify.notifyOne();
    ready(notify.notified());
  }

  @Test
  void enableQueuesWithoutAPoll() throws Exception {
    Notified enabled = notify.notified();
    assertThat(enabled.enable()).isFalse();
    Notified later = notify.notified();
    pending(later);
    notify.notifyOne();
    assertThat(enabled.enable()).isTrue();
    ready(enabled);
    pending(later);
    later.drop();
    notify.notifyOne();
    Notified taking = notify.notified();
    assertThat(taking.enable()).isTrue();
    pending(notify.notified());
  }

  @Test
  void anEnabledWaiterIsWokenByTheWakerOfItsFirstPoll() throws Exception {
    Notified enabled = notify.notified();
    assertThat(enabled.enable()).isFalse();
    RecordingWaker waker = pending(enabled);
    assertThat(enabled.enable()).isFalse();
    notify.notifyOne();
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void anUnpolledWaiterDoesNotKeepThePermitFromOthers() throws Exception {
    Notified unpolled = notify.notified();
    notify.notifyOne();
    ready(notify.notified());
    pending(unpolled);
  }

  @Test
  void onlyTheLatestWakerIsCalled() throws Exception {
    Notified waiter = notify.notified();
    RecordingWaker old = pending(waiter);
    RecordingWaker latest = pending(waiter);
    notify.notifyOne();
    assertThat(old.wakes()).isZero();
    assertThat(latest.wakes()).isEqualTo(1);
  }

  @Test
  void aWakerThatThrowsDoesNotLoseTheOthers() throws Exception {
    IllegalArgumentException boom = new IllegalArgumentException("boom");
    Waker bad = () -> {
      throw boom;
    };
    Context badContext = () -> bad;
    Notified first = notify.notified();
    Notified second = notify.notified();
    assertThat(first.poll(badContext).isReady()).isFalse();
    RecordingWaker good = pending(second);
    assertThatThrownBy(notify::notifyWaiters).isSameAs(boom);
    assertThat(good.wakes()).isEqualTo(1);
    ready(first);
    ready(second);
  }

  @Test
  void aWakerMayNotifyAgain() throws Exception {
    Notified first = notify.notified();
    Notified second = notify.notified();
    Waker chain = notify::notifyOne;
    Context context = () -> chain;
    assertThat(first.poll(context).isReady()).isFalse();
    RecordingWaker waker = pending(second);
    notify.notifyOne();
    assertThat(waker.wakes()).isEqualTo(1);
  }

  @Test
  void itCostsNoBudget() throws Exception {
    notify.notifyOne();
    withBudget(0, () -> ready(notify.notified()));
  }
}
