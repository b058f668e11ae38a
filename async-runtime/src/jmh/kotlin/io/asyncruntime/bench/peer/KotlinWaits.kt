@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.Executors

/** The round trip goes to a pool of its own; `blockInPlace` is `withContext(Dispatchers.IO)`, which shares threads. */
internal class KotlinWaits : Waits {
  override fun blockingRoundTrip(n: Int) {
    val cached = Executors.newCachedThreadPool().asCoroutineDispatcher()
    cached.use {
      val task =
        GlobalScope.launch(Dispatchers.Default) {
          for (i in 0 until n) {
            withContext(cached) {}
          }
        }
      runBlocking { task.join() }
    }
  }

  override fun blockInPlace(n: Int) {
    val task =
      GlobalScope.launch(Dispatchers.Default) {
        for (i in 0 until n) {
          withContext(Dispatchers.IO) {}
          yield()
        }
      }
    runBlocking { task.join() }
  }

  override fun sleeps(n: Int, each: Duration) {
    val done = CompletableDeferred<Unit>()
    val count = countdown(n, done)
    val millis = each.toMillis()
    GlobalScope.launch(Dispatchers.Default) {
      for (i in 0 until n) {
        GlobalScope.launch(Dispatchers.Default) {
          delay(millis)
          count.arrive()
        }
      }
    }
    runBlocking { done.await() }
  }

  override fun registerCancel(n: Int, live: Int) {
    val task =
      GlobalScope.launch(Dispatchers.Default) {
        val others = List(live) { sleeper() }
        for (i in 0 until n) {
          sleeper().cancel()
        }
        others.forEach { it.cancel() }
      }
    runBlocking { task.join() }
  }

  private fun sleeper(): Job =
    GlobalScope.launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { delay(HOUR) }

  private companion object {
    const val HOUR = 3_600_000L
  }
}
