@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicBoolean

internal fun countdown(n: Int, done: CompletableDeferred<Unit>) = Countdown(n) { done.complete(Unit) }

internal class KotlinTasks : Tasks {
  override fun spawnMany(n: Int) {
    val done = CompletableDeferred<Unit>()
    val count = countdown(n, done)
    GlobalScope.launch(Dispatchers.Default) { spawnAll(n, count) }
    runBlocking { done.await() }
  }

  override fun spawnManyRemote(n: Int) {
    val done = CompletableDeferred<Unit>()
    spawnAll(n, countdown(n, done))
    runBlocking { done.await() }
  }

  private fun spawnAll(n: Int, count: Countdown) {
    for (i in 0 until n) {
      GlobalScope.launch(Dispatchers.Default) { count.arrive() }
    }
  }

  override fun busy(): Tasks.Busy {
    val stopped = AtomicBoolean()
    for (i in 0 until Peer.POOL) {
      GlobalScope.launch(Dispatchers.Default) {
        while (!stopped.get()) {
          yield()
        }
      }
    }
    return Tasks.Busy { stopped.set(true) }
  }

  override fun yieldMany(tasks: Int, yields: Int) {
    val done = CompletableDeferred<Unit>()
    val count = countdown(tasks, done)
    GlobalScope.launch(Dispatchers.Default) {
      for (i in 0 until tasks) {
        GlobalScope.launch(Dispatchers.Default) {
          for (j in 0 until yields) {
            yield()
          }
          count.arrive()
        }
      }
    }
    runBlocking { done.await() }
  }

  override fun pingPong(pairs: Int) {
    val done = CompletableDeferred<Unit>()
    val count = countdown(pairs, done)
    GlobalScope.launch(Dispatchers.Default) {
      for (i in 0 until pairs) {
        GlobalScope.launch(Dispatchers.Default) {
          val there = CompletableDeferred<Unit>()
          val back = CompletableDeferred<Unit>()
          GlobalScope.launch(Dispatchers.Default) {
            there.await()
            back.complete(Unit)
          }
          there.complete(Unit)
          back.await()
          count.arrive()
        }
      }
    }
    runBlocking { done.await() }
  }

  override fun chainedSpawn(depth: Int) {
    val done = CompletableDeferred<Unit>()
    link(depth, done)
    runBlocking { done.await() }
  }

  private fun link(depth: Int, done: CompletableDeferred<Unit>) {
    GlobalScope.launch(Dispatchers.Default) {
      if (depth == 0) {
        done.complete(Unit)
      } else {
        link(depth - 1, done)
      }
    }
  }

  override fun blockOnReady(): Int = runBlocking { 1 }
}
