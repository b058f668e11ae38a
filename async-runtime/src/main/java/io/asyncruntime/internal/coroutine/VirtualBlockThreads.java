package io.asyncruntime.internal.coroutine;

import io.asyncruntime.internal.util.VirtualThreads;
import java.util.concurrent.ThreadFactory;

/** A virtual thread for each block, on the JDK's own scheduler (Java 21 and later). */
final class VirtualBlockThreads implements BlockThreads {
  private final ThreadFactory factory = VirtualThreads.factory(PlatformBlockThreads.NAME_PREFIX);

  @Override
  public Thread start(Runnable work) {
    Thread thread = factory.newThread(work);
    thread.start();
    return thread;
  }

  @Override
  public void giveBack(Thread thread) {
    // It ends with its body.
  }

  @Override
  public String describe() {
    return "virtual threads";
  }
}
