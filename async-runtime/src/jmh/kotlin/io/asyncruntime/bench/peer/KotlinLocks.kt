@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.yield

internal class KotlinLocks : Locks {
  override fun uncontended(n: Int): Long = contended(1, n)

  override fun contended(tasks: Int, n: Int): Long {
    val mutex = Mutex()
    val value = LongArray(1)
    val done = CompletableDeferred<Unit>()
    val count = countdown(tasks, done)
    for (i in 0 until tasks) {
      GlobalScope.launch(Dispatchers.Default) {
        for (j in 0 until n) {
          mutex.withLock { value[0]++ }
        }
        count.arrive()
      }
    }
    runBlocking { done.await() }
    return value[0]
  }

  override fun held(tasks: Int, n: Int): Long {
    val mutex = Mutex()
    val value = LongArray(1)
    val done = CompletableDeferred<Unit>()
    val count = countdown(tasks, done)
    for (i in 0 until tasks) {
      GlobalScope.launch(Dispatchers.Default) {
        for (j in 0 until n) {
          mutex.withLock {
            yield()
            value[0]++
          }
        }
        count.arrive()
      }
    }
    runBlocking { done.await() }
    return value[0]
  }
}
