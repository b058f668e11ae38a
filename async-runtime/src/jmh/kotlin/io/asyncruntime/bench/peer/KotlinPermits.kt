@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import java.util.concurrent.atomic.LongAdder
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withPermit

/** Kotlin has no Notify; a conflated channel is what its users take: at most one value is stored. */
internal class KotlinPermits : Permits {
  override fun semaphore(tasks: Int, permits: Int, n: Int): Long {
    val semaphore = Semaphore(permits)
    val sum = LongAdder()
    val done = CompletableDeferred<Unit>()
    val count = countdown(tasks, done)
    for (i in 0 until tasks) {
      GlobalScope.launch(Dispatchers.Default) {
        for (j in 0 until n) {
          semaphore.withPermit { sum.increment() }
        }
        count.arrive()
      }
    }
    runBlocking { done.await() }
    return sum.sum()
  }

  override fun notified(n: Int): Long {
    val channel = Channel<Unit>(Channel.CONFLATED)
    val done = CompletableDeferred<Unit>()
    GlobalScope.launch(Dispatchers.Default) {
      for (j in 0 until n) {
        channel.trySend(Unit)
        channel.receive()
      }
      done.complete(Unit)
    }
    runBlocking { done.await() }
    return n.toLong()
  }

  override fun close() {}
}
