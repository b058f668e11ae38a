@file:OptIn(DelicateCoroutinesApi::class)

package io.asyncruntime.bench.peer

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.launch
import java.util.concurrent.Callable
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

internal class KotlinParked : Parked {
  override fun park(): Runnable {
    val awaited = CompletableDeferred<Unit>()
    GlobalScope.launch(Dispatchers.Default) { awaited.await() }
    return Runnable { awaited.complete(Unit) }
  }

  override fun parkBare(): Runnable {
    val bare = Bare()
    GlobalScope.launch(Dispatchers.Default) { bare.suspend() }
    return bare
  }

  override fun suspendBlock(): Runnable {
    val awaited = CompletableDeferred<Unit>()
    GlobalScope.launch(Dispatchers.Default) { outer(awaited) }
    return Runnable { awaited.complete(Unit) }
  }

  private suspend fun outer(awaited: CompletableDeferred<Unit>) {
    inner(awaited)
    reached++
  }

  private suspend fun inner(awaited: CompletableDeferred<Unit>) {
    awaited.await()
    reached++
  }

  private var reached = 0

  override fun answerer(): Callable<Void> {
    val answerer = Answerer()
    GlobalScope.launch(Dispatchers.Default) { answerer.answerForever() }
    return answerer
  }

  /** One that is run before it has suspended stays suspended. The first, which only loads the classes, may. */
  private class Bare : Runnable {
    @Volatile private var continuation: Continuation<Unit>? = null

    suspend fun suspend() = suspendCoroutine { continuation = it }

    override fun run() {
      continuation?.resume(Unit)
    }
  }

  private class Answerer : Callable<Void> {
    @Volatile private var question = CompletableDeferred<Unit>()

    @Volatile private var answered = false

    @Volatile private var asker: Thread = Thread.currentThread()

    suspend fun answerForever() {
      while (true) {
        question.await()
        question = CompletableDeferred()
        answered = true
        LockSupport.unpark(asker)
      }
    }

    override fun call(): Void? {
      asker = Thread.currentThread()
      answered = false
      question.complete(Unit)
      while (!answered) {
        LockSupport.park(this)
      }
      return null
    }
  }
}
