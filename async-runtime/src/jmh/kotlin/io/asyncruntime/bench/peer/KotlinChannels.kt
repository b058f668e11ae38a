@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

internal class KotlinChannels : Channels {
  override fun transfer(senders: Int, messages: Int, capacity: Int) {
    val channel = Channel<Int>(if (capacity == 0) Channel.UNLIMITED else capacity)
    val each = messages / senders
    for (i in 0 until senders) {
      GlobalScope.launch(Dispatchers.Default) {
        for (j in 0 until each) {
          channel.send(MESSAGE)
        }
      }
    }
    val receiver =
      GlobalScope.launch(Dispatchers.Default) {
        for (j in 0 until each * senders) {
          channel.receive()
        }
      }
    runBlocking { receiver.join() }
  }

  override fun oneshot(n: Int) {
    val task =
      GlobalScope.launch(Dispatchers.Default) {
        for (i in 0 until n) {
          val channel = CompletableDeferred<Int>()
          channel.complete(MESSAGE)
          channel.await()
        }
      }
    runBlocking { task.join() }
  }

  private companion object {
    const val MESSAGE = 42
  }
}
