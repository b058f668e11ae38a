package io.asyncruntime.bench;

/** Options of the JVM that a benchmark runs in: the same for all peers. */
final class Jvm {
  static final String OPENS = "--add-opens=java.base/java.lang=ALL-UNNAMED";
  static final String EXPORTS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";
  static final String KOTLIN_POOL = "-Dkotlinx.coroutines.scheduler.core.pool.size=2";
  static final String VIRTUAL_POOL = "-Djdk.virtualThreadScheduler.parallelism=2";
  static final String HEAP = "-Xmx2g";
  static final String YOUNG = "-Xmn1g";

  private Jvm() {}
}
