package io.asyncruntime.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that cannot choose one itself. It is below those that Linux, as it is set up, hands out to clients and to
 * who asks for port 0, so that no other test, in this JVM or beside it, gets it before the server has taken it.
 */
final class FreePort {
  private static final int LOWEST = 20_000;
  private static final int HANDED_OUT = 32_768;
  private static final int TRIES = 100;

  private FreePort() {}

  static int find() throws IOException {
    for (int tries = 1;; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HANDED_OUT);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        if (tries == TRIES) { throw taken; }
      }
    }
  }
}
