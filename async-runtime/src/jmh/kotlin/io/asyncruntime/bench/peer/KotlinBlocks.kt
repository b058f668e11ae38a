@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

internal class KotlinBlocks : Blocks {
  override fun createRun(n: Int) = run {
    for (i in 0 until n) {
      GlobalScope.launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {}
    }
  }

  override fun awaitReady(n: Int) = run {
    for (i in 0 until n) {
      CompletableDeferred(MESSAGE).await()
    }
  }

  override fun suspendResume(n: Int) = run {
    for (i in 0 until n) {
      yield()
    }
  }

  override fun pingPong(n: Int) {
    val there = Channel<Int>(1)
    val back = Channel<Int>(1)
    GlobalScope.launch(Dispatchers.Default) {
      for (i in 0 until n) {
        there.receive()
        back.send(MESSAGE)
      }
    }
    run {
      for (i in 0 until n) {
        there.send(MESSAGE)
        back.receive()
      }
    }
  }

  private fun run(body: suspend CoroutineScope.() -> Unit) {
    val task = GlobalScope.launch(Dispatchers.Default, block = body)
    runBlocking { task.join() }
  }

  private companion object {
    const val MESSAGE = 42
  }
}
