package io.asyncruntime.spring.boot.kotlin

import io.asyncruntime.AsyncRuntime
import io.asyncruntime.future.Context
import io.asyncruntime.future.Future
import io.asyncruntime.future.Poll
import java.util.concurrent.Callable
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** What the README says of Kotlin. */
@Timeout(60)
class CoroutinesTest {
  private suspend fun price(runtime: AsyncRuntime): Int =
      runtime.spawn(Callable { 40 }).toCompletableFuture().await() + 2

  @Test
  fun aSuspendFunctionAwaitsATask() {
    AsyncRuntime.create().use { runtime -> assertThat(runBlocking { price(runtime) }).isEqualTo(42) }
  }

  @Test
  fun aCoroutineThatIsCancelledAbortsTheTaskThatItAwaits() {
    AsyncRuntime.create().use { runtime ->
      val dropped = CountDownLatch(1)
      val task = runtime.spawn(object : Future<Int> {
        override fun poll(cx: Context): Poll<Int> = Poll.pending()
        override fun drop() = dropped.countDown()
      })
      runBlocking {
        val waiting = async(start = CoroutineStart.UNDISPATCHED) { task.toCompletableFuture().await() }
        waiting.cancel()
      }
      assertThat(dropped.await(30, TimeUnit.SECONDS)).isTrue()
    }
  }

  @Test
  fun coroutinesRunOnADispatcherOfTheRuntime() {
    AsyncRuntime.multiThread().name("orders").build().use { runtime ->
      val dispatcher = runtime.asExecutor().asCoroutineDispatcher()
      val where = runBlocking { withContext(dispatcher) { AsyncRuntime.current().name() + price(runtime) } }
      assertThat(where).isEqualTo("orders42")
    }
  }
}
