package io.asyncruntime.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.Async;
import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.AwaitEngine;
import io.asyncruntime.internal.coroutine.CoroutineEngine.Blocking;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import io.asyncruntime.testkit.Latches;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call throws because the drop of its block has interrupted it is no failure. Blocks that free their poller while they block. */
@Timeout(120)
class InterruptedBlockTest {
  private final CountDownLatch inside = Latches.one();

  @BeforeEach
  void needsAnEngineWhoseBlocksLeaveTheirPoller() {
    assumeTrue(FastEngine.find() != null, "the fast engine");
  }

  private static CoroutineEngine engine() {
    return CoroutineEngines.select(CoroutineEngines.Choice.FAST);
  }

  /** Aborts a block once it blocks in {@code call}, and gives what came of it. */
  private static <T> MiniExecutor.Task<T> abort(CountDownLatch beforeTheCall, Callable<T> call) throws Exception {
    try (MiniExecutor executor = new MiniExecutor(1, engine(), Blocking.UNMOUNT)) {
      MiniExecutor.Task<T> task = executor.spawn(AsyncBlocks.of(call));
      Latches.await(beforeTheCall);
      executor.run(AsyncBlocks.of(() -> "the only worker is free, so the block blocks"));
      task.abort();
      Latches.until("the block has ended", task::isDone);
      return task;
    }
  }

  private void expectCancelled(Callable<?> call) throws Exception {
    assertThatThrownBy(abort(inside, call)::result).isInstanceOf(CancellationException.class);
  }

  private void expectFailure(Callable<?> call, Class<? extends Throwable> failure) throws Exception {
    assertThatThrownBy(abort(inside, call)::result).isInstanceOf(ExecutionException.class).cause()
        .isInstanceOf(failure);
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void aReadFromASocket() throws Exception {
    try (ServerSocket server = server()) {
      expectCancelled(() -> {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
          inside.countDown();
          return socket.getInputStream().read();
        }
      });
    }
  }

  @Test
  void aReadWithATimeLimit() throws Exception {
    try (ServerSocket server = server()) {
      expectCancelled(() -> {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
          socket.setSoTimeout(100_000);
          inside.countDown();
          return socket.getInputStream().read();
        }
      });
    }
  }

  @Test
  void anAccept() throws Exception {
    expectCancelled(() -> {
      try (ServerSocket server = server()) {
        inside.countDown();
        return server.accept();
      }
    });
  }

  @Test
  void aUseOfTheSocketThatTheInterruptHasClosed() throws Exception {
    try (ServerSocket server = server()) {
      expectCancelled(() -> {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
          InputStream in = socket.getInputStream();
          inside.countDown();
          try {
            return in.read();
          } finally {
            socket.getOutputStream().write(0);
          }
        }
      });
    }
  }

  @Test
  void aFailureThatIsWrapped() throws Exception {
    expectCancelled(() -> {
      try (ServerSocket server = server()) {
        inside.countDown();
        return server.accept();
      } catch (IOException closed) {
        throw new UncheckedIOException(closed);
      }
    });
  }

  @Test
  void aReadFromAStreamOfAnotherThread() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(out)) {
      expectCancelled(() -> {
        inside.countDown();
        return in.read();
      });
    }
  }

  @Test
  void aReadFromAPipe() throws Exception {
    Pipe pipe = Pipe.open();
    try (Pipe.SinkChannel sink = pipe.sink(); Pipe.SourceChannel source = pipe.source()) {
      assertThat(sink.isOpen()).isTrue();
      expectCancelled(() -> {
        inside.countDown();
        return source.read(ByteBuffer.allocate(1));
      });
    }
  }

  @Test
  void aUseOfTheChannelThatTheInterruptHasClosed() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      expectCancelled(() -> {
        inside.countDown();
        try {
          return server.accept();
        } finally {
          server.getLocalAddress();
        }
      });
    }
  }

  @Test
  void aFailureBeforeTheAbortIsOne() throws Exception {
    for (Exception failure : new Exception[] {new SocketException("Connection reset"), new IOException("no space left"),
        new SocketTimeoutException("Read timed out"), new IllegalStateException("a fault")}) {
      CountDownLatch failed = Latches.one();
      MiniExecutor.Task<Void> task = abort(failed, () -> {
        try {
          throw failure;
        } finally {
          failed.countDown();
          untilInterrupted();
        }
      });
      assertThatThrownBy(task::result).isInstanceOf(ExecutionException.class).cause().isSameAs(failure);
    }
  }

  @Test
  void aFailureOfTheCleanUpIsOne() throws Exception {
    expectFailure(() -> {
      inside.countDown();
      untilInterrupted();
      throw new IOException("no space left");
    }, IOException.class);
  }

  private static void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      // it ends as it would have
    }
  }

  @Test
  void theTaskOfARuntimeReadsCancelled() throws Exception {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(1).awaitEngine(AwaitEngine.FAST).build();
        ServerSocket server = server()) {
      JoinHandle<Socket> task = runtime.spawn(() -> {
        inside.countDown();
        return server.accept();
      });
      Latches.await(inside);
      runtime.blockOn(runtime.spawn(() -> Async.await(Async.yieldNow())));
      task.abort();
      assertThatThrownBy(() -> runtime.blockOn(task)).isInstanceOfSatisfying(JoinException.class,
          failure -> assertThat(failure.isCancelled()).isTrue());
    }
  }
}
