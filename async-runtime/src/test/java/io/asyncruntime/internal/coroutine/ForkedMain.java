package io.asyncruntime.internal.coroutine;

import io.asyncruntime.testkit.RecordingWaker;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The program that {@link ForkedJvmTest} starts; it tells its result by its output. */
final class ForkedMain {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private ForkedMain() {
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("engine")) {
      engine();
    } else {
      socket();
    }
  }

  private static void engine() throws Exception {
    OUT.println(CoroutineEngines.select(CoroutineEngines.Choice.AUTO).describe());
    OUT.println(fast());
    ThreadLocal<String> local = new ThreadLocal<>();
    for (int i = 0; i < 3; i++) {
      OUT.println(AsyncBlocks.of(() -> {
        String before = String.valueOf(local.get());
        local.set("left behind");
        return before;
      }).poll(new RecordingWaker()).value());
    }
  }

  private static String fast() {
    try {
      return CoroutineEngines.select(CoroutineEngines.Choice.FAST).describe();
    } catch (IllegalStateException missing) {
      return String.valueOf(missing.getMessage());
    }
  }

  private static void socket() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CoroutineEngine engine = CoroutineEngines.select(CoroutineEngines.Choice.AUTO);
      try (MiniExecutor executor = new MiniExecutor(1, engine, CoroutineEngine.Blocking.UNMOUNT)) {
        MiniExecutor.Task<Integer> reader = executor.spawn(AsyncBlocks.of(() -> {
          try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            return socket.getInputStream().read();
          }
        }));
        try (Socket accepted = server.accept()) {
          accepted.getOutputStream().write(42);
          OUT.println(reader.result());
        }
      }
    }
  }
}
