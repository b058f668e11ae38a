package io.asyncruntime.spring.boot.testkit;

import static io.asyncruntime.Async.async;
import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.canAwait;
import static io.asyncruntime.Async.yieldNow;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.web.RuntimeHttpClients;
import io.asyncruntime.task.JoinHandle;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Controllers that look as if nothing but threads existed, and await somewhere below. */
@RestController
public class PlainController {
  private static final ThreadLocal<String> LEFT_BEHIND = new ThreadLocal<>();

  private final AsyncRuntime runtime;
  private final RuntimeHttpClients clients;
  private final Queue<String> ended = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch gate = new CountDownLatch(1);
  private volatile CountDownLatch waiting = new CountDownLatch(1);

  public PlainController(AsyncRuntime runtime, RuntimeHttpClients clients) {
    this.runtime = runtime;
    this.clients = clients;
  }

  /** A value. */
  public record Price(String item, int cents) {}

  /** Of the endless requests, how each ended. */
  public Queue<String> ended() {
    return ended;
  }

  /** Opens when the next endless request waits. */
  public CountDownLatch nextWaits() {
    waiting = new CountDownLatch(1);
    return waiting;
  }

  private static String later(String value) {
    await(yieldNow());
    return value;
  }

  @GetMapping("/plain/{item}")
  Price plain(@PathVariable String item) {
    return new Price(later(item), canAwait() ? 42 : 0);
  }

  @GetMapping("/who")
  List<String> who() {
    return List.of(Thread.currentThread().getName(), String.valueOf(Thread.currentThread()));
  }

  @GetMapping("/handle")
  JoinHandle<Price> handle() {
    return runtime.spawn(() -> new Price(later("handle"), 1));
  }

  @GetMapping("/entity")
  ResponseEntity<Future<Price>> entity() {
    return ResponseEntity.status(201).header("X-Kind", "entity").body(async(() -> new Price(later("entity"), 2)));
  }

  @GetMapping("/future-entity")
  Future<ResponseEntity<List<Price>>> futureEntity() {
    return async(() -> ResponseEntity.accepted().body(List.of(new Price(later("list"), 3))));
  }

  @GetMapping("/nothing")
  Future<Void> nothing() {
    return async(() -> {
      later("");
    });
  }

  @GetMapping("/dispatcher")
  Future<String> dispatcher(HttpServletRequest request) {
    return async(() -> later(request.isAsyncStarted() ? "async" : "in place"));
  }

  @GetMapping("/fails")
  Future<String> fails() {
    return async(() -> {
      later("");
      throw new IOException("no price");
    });
  }

  @GetMapping("/handle-fails")
  JoinHandle<String> handleFails() {
    return runtime.spawn(fails());
  }

  @ExceptionHandler
  ResponseEntity<String> noPrice(IOException failure) {
    return ResponseEntity.status(422).body(later("handled: " + failure.getMessage()));
  }

  @GetMapping("/joins")
  int joins() {
    int joined = runtime.spawn(() -> later("20").length() * 10).join();
    return joined + runtime.blockOn(async(() -> later("ab").length()));
  }

  @GetMapping("/locks")
  synchronized String locks() {
    lock.lock();
    try {
      return later("locked");
    } finally {
      lock.unlock();
    }
  }

  @GetMapping("/context")
  String context() {
    MDC.put("order", "7");
    HttpServletRequest before = request();
    later("");
    return MDC.get("order") + (before == request());
  }

  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
  }

  /** What an earlier request on this thread has left, if it could. */
  @GetMapping("/leaves-behind")
  String leavesBehind() {
    String found = LEFT_BEHIND.get() + " " + MDC.get("order");
    LEFT_BEHIND.set("left");
    MDC.put("order", "left");
    return found;
  }

  @GetMapping("/endless")
  @Nullable
  String endless() {
    try {
      waiting.countDown();
      return await(Future.pending());
    } finally {
      ended.add("endless");
    }
  }

  /** Each test needs a class of its own: one is initialised once. */
  @GetMapping("/initialises/{by}")
  String initialises(@PathVariable String by) {
    Slow.controller = this;
    return by.startsWith("Tomcat") ? SlowOfTomcat.VALUE : SlowOfJetty.VALUE;
  }

  private static final class Slow {
    private static volatile PlainController controller;

    static String value() {
      controller.waiting.countDown();
      try {
        controller.gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return "initialised";
    }
  }

  private static final class SlowOfTomcat {
    static final String VALUE = Slow.value();
  }

  private static final class SlowOfJetty {
    static final String VALUE = Slow.value();
  }

  @GetMapping("/calls/{port}")
  String calls(@PathVariable int port) {
    RestClient client = RestClient.builder().baseUrl("http://localhost:" + port)
        .requestFactory(clients.requestFactory(clients.builder().build())).build();
    String got = client.get().uri("/plain/tea").retrieve().body(String.class);
    return got + " and " + client.post().uri("/echo").body("sent").retrieve().body(String.class);
  }

  /** Lets those at the gate go on. */
  public void open() {
    gate.countDown();
  }

  @GetMapping("/gated")
  String gated() {
    return await(runtime.spawnBlocking(() -> {
      waiting.countDown();
      gate.await();
      return "open";
    }));
  }

  @GetMapping("/blocks")
  String blocks() throws InterruptedException {
    try {
      waiting.countDown();
      return String.valueOf(new CountDownLatch(1).await(1, TimeUnit.HOURS));
    } finally {
      ended.add("blocks");
    }
  }

  @PostMapping("/echo")
  byte[] echo(@RequestBody byte[] body) {
    later("");
    return body;
  }

  @PostMapping("/parts")
  String parts(@RequestParam MultipartFile file, @RequestParam String note) throws IOException {
    return later(note) + ": " + new String(file.getBytes(), StandardCharsets.UTF_8);
  }

  @GetMapping("/stream")
  StreamingResponseBody stream() {
    return out -> {
      for (int i = 0; i < 3; i++) {
        out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    };
  }

  @GetMapping("/events")
  SseEmitter events() {
    SseEmitter emitter = new SseEmitter();
    runtime.spawn("events", () -> {
      for (int i = 0; i < 3; i++) {
        await(yieldNow());
        emitter.send("event " + i);
      }
      emitter.complete();
    }).drop();
    return emitter;
  }

  @GetMapping("/callable")
  Callable<String> callable() {
    return () -> "called";
  }

  @GetMapping("/deferred")
  DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    runtime.spawn("deferred", () -> {
      await(yieldNow());
      result.setResult("deferred");
    }).drop();
    return result;
  }

  @GetMapping("/async-servlet")
  void asyncServlet(HttpServletRequest request) {
    AsyncContext context = request.startAsync();
    runtime.spawn("servlet", () -> {
      await(yieldNow());
      context.getResponse().getWriter().print("written");
      context.complete();
    }).drop();
  }
}
