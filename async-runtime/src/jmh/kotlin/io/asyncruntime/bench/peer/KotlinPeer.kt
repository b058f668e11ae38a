package io.asyncruntime.bench.peer

/**
 * Kotlin coroutines on `Dispatchers.Default`, whose pool is as large as the benchmarks' JVM options say
 * (`kotlinx.coroutines.scheduler.core.pool.size`). Tasks are launched without a parent, as ours are.
 */
class KotlinPeer : Peer {
  override fun tasks(): Tasks = KotlinTasks()

  override fun locks(): Locks = KotlinLocks()

  override fun channels(): Channels = KotlinChannels()

  override fun waits(): Waits = KotlinWaits()

  override fun blocks(): Blocks = KotlinBlocks()

  override fun parked(): Parked = KotlinParked()

  override fun close() {}
}
