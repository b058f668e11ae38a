package io.asyncruntime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.sync.Semaphore.Permit;
import io.asyncruntime.testkit.RecordingWaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of random steps on one thread, against a semaphore so simple that it is obviously right: whoever is first in line
 * collects, nobody else gets anything. After each step all that can be seen must be the same.
 */
class SemaphorePropertyTest {
  private static final int STEPS = 20_000;
  private static final int MOST_WAITERS = 12;

  /** One request, in both worlds. */
  private static final class Request {
    private final Future<Permit> future;
    private final int wanted;
    private RecordingWaker waker = new RecordingWaker();
    private int collected;
    private boolean isQueued;

    Request(Semaphore semaphore, int wanted) {
      future = semaphore.acquireMany(wanted);
      this.wanted = wanted;
    }
  }

  /** A permit that is out, in both worlds. */
  private record Held(Permit permit, int count) {
  }

  private final List<Request> line = new ArrayList<>();
  private final List<Request> served = new ArrayList<>(); // have all they want, but were not polled since
  private final List<Held> held = new ArrayList<>();
  private Semaphore semaphore = new Semaphore(0);
  private int free;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20261123})
  void itIsTheSimpleSemaphore(long seed) throws Exception {
    Random random = new Random(seed);
    semaphore = new Semaphore(3);
    free = 3;
    for (int step = 0; step < STEPS; step++) {
      step(random);
      assertThat(semaphore.availablePermits()).as("free after step %s", step).isEqualTo(free);
    }
  }

  private void step(Random random) throws Exception {
    switch (random.nextInt(8)) {
      case 0, 1 -> request(random.nextInt(5));
      case 2 -> pollAny(random, line);
      case 3 -> pollAny(random, served);
      case 4 -> dropAny(random, random.nextBoolean() ? line : served);
      case 5 -> closeAny(random);
      case 6 -> tryAcquire(random.nextInt(3));
      default -> addOrForget(random);
    }
  }

  private void request(int wanted) throws Exception {
    if (line.size() == MOST_WAITERS) { return; }
    Request request = new Request(semaphore, wanted);
    if (wanted <= free) {
      free -= wanted;
      poll(request, true);
    } else {
      request.collected = free;
      free = 0;
      request.isQueued = true;
      line.add(request);
      poll(request, false);
    }
  }

  private void poll(Request request, boolean expected) throws Exception {
    request.waker = new RecordingWaker();
    Poll<Permit> answer = request.future.poll(request.waker);
    assertThat(answer.isReady()).isEqualTo(expected);
    if (expected) {
      held.add(new Held(answer.value(), request.wanted));
    }
  }

  private void pollAny(Random random, List<Request> from) throws Exception {
    if (from.isEmpty()) { return; }
    Request request = from.get(random.nextInt(from.size()));
    poll(request, !request.isQueued);
    if (!request.isQueued) {
      served.remove(request);
    }
  }

  private void dropAny(Random random, List<Request> from) {
    if (from.isEmpty()) { return; }
    Request request = from.remove(random.nextInt(from.size()));
    request.future.drop();
    release(request.isQueued ? request.collected : request.wanted);
  }

  private void closeAny(Random random) {
    if (held.isEmpty()) { return; }
    Held any = held.remove(random.nextInt(held.size()));
    any.permit.close();
    release(any.count);
  }

  private void tryAcquire(int wanted) {
    var permit = semaphore.tryAcquireMany(wanted);
    assertThat(permit.isPresent()).isEqualTo(wanted <= free);
    permit.ifPresent(got -> {
      free -= wanted;
      held.add(new Held(got, wanted));
    });
  }

  private void addOrForget(Random random) {
    int count = random.nextInt(3);
    if (free > 20 || random.nextBoolean()) {
      assertThat(semaphore.forgetPermits(count)).isEqualTo(Math.min(count, free));
      free -= Math.min(count, free);
    } else {
      semaphore.addPermits(count);
      release(count);
    }
  }

  private void release(int count) {
    int left = count;
    while (left > 0 && !line.isEmpty()) {
      Request head = line.get(0);
      int given = Math.min(left, head.wanted - head.collected);
      head.collected += given;
      left -= given;
      if (head.collected < head.wanted) {
        assertThat(head.waker.wakes()).isZero();
        return;
      }
      line.remove(0);
      head.isQueued = false;
      served.add(head);
      assertThat(head.waker.wakes()).isEqualTo(1);
    }
    free += left;
  }
}
