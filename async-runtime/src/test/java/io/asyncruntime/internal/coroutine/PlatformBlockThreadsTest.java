package io.asyncruntime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.internal.task.TaskInfos;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlatformBlockThreadsTest {
  private static final long FOR_EVER = Long.MAX_VALUE - 1;

  @Test
  void whoStartsAThreadIsTakenForNobodyElse() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", false, FOR_EVER);
    List<List<String>> stacks = new CopyOnWriteArrayList<>();
    Thread poller = new Thread(() -> threads.start(() -> {})) {
      @Override
      public ClassLoader getContextClassLoader() { // called while a thread is being made
        stacks.add(TaskInfos.frames(Thread.currentThread().getStackTrace()));
        return super.getContextClassLoader();
      }
    };
    poller.start();
    poller.join();
    assertThat(stacks).isNotEmpty().anyMatch(AsyncBlocks::startsThread);
    assertThat(AsyncBlocks.startsThread(TaskInfos.frames(Thread.currentThread().getStackTrace()))).isFalse();
  }

  @Test
  void threadsAreDaemonsNamedAfterTheirUse() throws Exception {
    Thread thread = run(new PlatformBlockThreads("prefix-", false, FOR_EVER), () -> {});
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("prefix-1");
  }

  @Test
  void aThreadIsUsedAgainAsGoodAsNew() throws Exception {
    assumeTrue(ThreadLocalEraser.available(), "java.lang is open");
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", true, FOR_EVER);
    ThreadLocal<String> local = new ThreadLocal<>();
    Thread first = run(threads, () -> {
      local.set("left behind");
      Thread.currentThread().setName("renamed");
      Thread.currentThread().interrupt();
    });
    threads.giveBack(first);
    AtomicReference<String> seen = new AtomicReference<>();
    Thread second = run(threads, () -> seen.set(
        local.get() + " " + Thread.currentThread().getName() + " " + Thread.currentThread().isInterrupted()));
    assertThat(second).isSameAs(first);
    assertThat(seen).hasValue("null prefix-1 false");
    assertThat(threads.started()).isEqualTo(1);
    threads.giveBack(second);
  }

  @Test
  void aThreadThatIsNotGivenBackIsNotUsedAgain() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", true, FOR_EVER);
    Thread first = run(threads, () -> {});
    assertThat(run(threads, () -> {})).isNotSameAs(first);
  }

  @Test
  void anIdleThreadEndsAfterItsKeepAliveTimeAndIsReplaced() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", true, 1);
    Thread first = run(threads, () -> {});
    threads.giveBack(first);
    first.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(first.isAlive()).isFalse();
    assertThat(run(threads, () -> {})).isNotSameAs(first);
  }

  @Test
  void whereThreadLocalsCannotBeWipedAThreadEndsWithItsWork() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", false, FOR_EVER);
    Thread thread = run(threads, () -> {});
    threads.giveBack(thread);
    thread.join(TimeUnit.SECONDS.toMillis(60));
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void theContextClassLoaderIsThePollers() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", true, FOR_EVER);
    Thread first = run(threads, () -> {});
    threads.giveBack(first);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader another = new ClassLoader(before) {};
    AtomicReference<ClassLoader> seen = new AtomicReference<>();
    Thread.currentThread().setContextClassLoader(another);
    try {
      assertThat(run(threads, () -> seen.set(Thread.currentThread().getContextClassLoader()))).isSameAs(first);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
    assertThat(seen).hasValue(another);
  }

  @Test
  void theContextClassLoaderChangesWithTheWorkAndNotBefore() throws Exception {
    PlatformBlockThreads threads = new PlatformBlockThreads("prefix-", true, FOR_EVER);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch assigned = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(2);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader another = new ClassLoader(before) {};
    List<ClassLoader> seen = new CopyOnWriteArrayList<>();
    Thread thread = threads.start(() -> {
      running.countDown();
      assertThatCode(assigned::await).doesNotThrowAnyException();
      seen.add(Thread.currentThread().getContextClassLoader());
      done.countDown();
    });
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    threads.giveBack(thread); // it still runs, as one may whose block has just told its poller that it is done
    Thread.currentThread().setContextClassLoader(another);
    try {
      assertThat(threads.start(() -> {
        seen.add(Thread.currentThread().getContextClassLoader());
        done.countDown();
      })).isSameAs(thread);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      assigned.countDown();
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly(before, another);
  }

  private static Thread run(PlatformBlockThreads threads, Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread thread = threads.start(() -> {
      work.run();
      done.countDown();
    });
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    return thread;
  }
}
