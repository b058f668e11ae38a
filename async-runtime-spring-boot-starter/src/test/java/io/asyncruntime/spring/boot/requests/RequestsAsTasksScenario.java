package io.asyncruntime.spring.boot.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.future.Poll;
import io.asyncruntime.metrics.TaskInfo;
import io.asyncruntime.spring.boot.testkit.DeadlineController;
import io.asyncruntime.spring.boot.testkit.LogLines;
import io.asyncruntime.spring.boot.testkit.PlainBeans;
import io.asyncruntime.spring.boot.testkit.PlainController;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What services do, where each of their requests is a task; for each container once. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestsAsTasksScenario {
  RunningApp app;

  abstract List<Class<?>> container();

  final RunningApp start(String... properties) {
    List<Class<?>> configurations = new ArrayList<>(container());
    configurations.add(PlainController.class);
    configurations.add(PlainBeans.class);
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("async-runtime.web.requests-as-tasks=true");
    all.add("async-runtime.worker-threads=2");
    return RunningApp.of(configurations, all.toArray(String[]::new));
  }

  @BeforeAll
  void startOnce() {
    try (AsyncRuntime probe = AsyncRuntime.multiThread().workerThreads(1).build()) {
      assumeTrue(probe.awaitEngine().startsWith("fast"), "needs the fast engine");
    }
    app = start();
  }

  @AfterAll
  void stop() {
    if (app != null) app.close();
  }

  final PlainController controller() {
    return app.context().getBean(PlainController.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/plain/tea | 200 | {\"item\":\"tea\",\"cents\":42}",
      "/handle | 200 | {\"item\":\"handle\",\"cents\":1}",
      "/entity | 201 | {\"item\":\"entity\",\"cents\":2}",
      "/future-entity | 202 | [{\"item\":\"list\",\"cents\":3}]",
      "/nothing | 200 | ''",
      "/dispatcher | 200 | in place",
      "/fails | 422 | handled: no price",
      "/handle-fails | 422 | handled: no price",
      "/joins | 200 | 22",
      "/locks | 200 | locked",
      "/context | 200 | 7true",
      "/scoped | 200 | first",
      "/transaction | 200 | [begin, commit]",
      "/open-view | 200 | session of /open-view",
      "/async-method | 200 | computed",
      "/callable | 200 | called",
      "/deferred | 200 | deferred",
      "/async-servlet | 200 | written"})
  void answers(String path, int status, String body) {
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = app.get(path);
      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.statusCode()).isEqualTo(status);
    }
  }

  @Test
  void anErrorPageIsShown() {
    HttpResponse<String> answer = app.get("/nowhere");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(RunningApp.json(answer).get("path").asString()).isEqualTo("/nowhere");
  }

  @Test
  void streamsAreStreamed() {
    assertThat(app.get("/stream").body()).isEqualTo("line 0\nline 1\nline 2\n");
    assertThat(app.get("/events", "Accept", "text/event-stream").body()).contains("data:event 0", "data:event 2");
  }

  @Test
  void theTaskAndTheThreadAreNamedByTheRoute() {
    assertThat(app.get("/who").body()).contains("GET /who").contains("VirtualThread");
  }

  /** They come in one packet, so that the container serves them without looking for other work. */
  @Test
  void pipelinedRequestsShareNoThreadLocals() throws Exception {
    try (Socket client = connect()) {
      String request = "GET /leaves-behind HTTP/1.1\r\nHost: a\r\n\r\n";
      send(client, request + request + request.replace("Host", "Connection: close\r\nHost"));
      String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers.split("null null", -1)).hasSize(4);
    }
  }

  @Test
  void aSlowSenderIsWaitedForWithoutAWorker() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) { // four times as many as there are workers
        Socket client = connect();
        slow.add(client);
        send(client, "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\nab");
      }
      assertThat(app.get("/plain/tea").statusCode()).isEqualTo(200);
      for (Socket client : slow) {
        send(client, "cd");
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).endsWith("abcd");
      }
    } finally {
      for (Socket client : slow) {
        client.close();
      }
    }
  }

  @Test
  void partsOfABodyArrive() throws Exception {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nsaid\r\n--x\r\nContent-Disposition: form-data; "
            + "name=\"file\"; filename=\"f\"\r\n\r\ninside\r\n--x--\r\n";
    try (Socket client = connect()) {
      send(client,
          "POST /parts HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\n"
              + "Content-Length: " + body.length() + "\r\n\r\n" + body);
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("said: inside");
    }
  }

  @ParameterizedTest
  @CsvSource({"/endless, endless", "/blocks, blocks"})
  void anAbortedRequestUnwindsAndIsAnswered(String path, String how) throws Exception {
    controller().ended().clear();
    CountDownLatch waits = controller().nextWaits();
    CompletableFuture<HttpResponse<String>> answer = app.getAsync(path);
    assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
    TaskInfo task = requestNamed("GET " + path);
    try (LogLines all = new LogLines("ROOT")) {
      app.runtime().abortHandle(task.id()).orElseThrow().abort();
      assertThat(answer.get(1, TimeUnit.MINUTES).statusCode()).isGreaterThanOrEqualTo(500);
      assertThat(controller().ended()).containsExactly(how);
      if (how.equals("endless")) assertThat(all.lines()).noneMatch(line -> line.startsWith("ERROR"));
    }
  }

  final TaskInfo requestNamed(String name) {
    return app.runtime().dump().tasks().stream().filter(task -> task.name().equals(name)).findFirst()
        .orElseThrow(() -> new AssertionError(app.runtime().dump().toString()));
  }

  final Socket connect() throws IOException {
    return new Socket("localhost", Integer.parseInt(app.context().getEnvironment().getProperty("local.server.port")));
  }

  static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }

  /** Nobody polls a task that was aborted before, and its client must not wait for ever. */
  @Test
  void aRequestThatIsAbortedBeforeItBeginsIsAnswered() throws Exception {
    try (RunningApp stuck = start("async-runtime.long-poll.threshold=0s")) { // and so without spare workers
      CountDownLatch release = new CountDownLatch(1);
      CountDownLatch busy = new CountDownLatch(2);
      for (int i = 0; i < 2; i++) {
        stuck.runtime().spawn("stuck", blocking(busy, release)).drop();
      }
      assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
      CompletableFuture<HttpResponse<String>> answer = stuck.getAsync("/plain/tea");
      List<TaskInfo> queued = List.of();
      while (queued.isEmpty()) {
        queued = stuck.runtime().dump().tasks().stream().filter(task -> task.name().equals("request")).toList();
      }
      stuck.runtime().abortHandle(queued.get(0).id()).orElseThrow().abort();
      release.countDown();
      assertThat(answer.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(503);
      assertThat(RunningApp.json(answer.join()).get("title").asString()).isEqualTo("Aborted");
    }
  }

  private static Future<Void> blocking(CountDownLatch begun, CountDownLatch end) {
    return cx -> {
      begun.countDown();
      end.await();
      return Poll.ready(null);
    };
  }

  /** Four times as many as there are workers stick where no virtual thread can leave its carrier: spare workers serve the others. */
  @Test
  void requestsThatStickInAnInitialiserDoNotStopTheOthers() throws Exception {
    try (RunningApp sticky = start("async-runtime.long-poll.threshold=20ms")) {
      PlainController controller = sticky.context().getBean(PlainController.class);
      CountDownLatch waits = controller.nextWaits();
      List<CompletableFuture<HttpResponse<String>>> stuck = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        stuck.add(sticky.getAsync("/initialises/" + getClass().getSimpleName()));
      }
      assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(sticky.get("/plain/tea").body()).contains("42");
      controller.open();
      for (CompletableFuture<HttpResponse<String>> answer : stuck) {
        assertThat(answer.get(1, TimeUnit.MINUTES).body()).isEqualTo("initialised");
      }
    }
  }

  /** The bodies, too, are read and written on the runtime. */
  @Test
  void aClientOnTheRuntimeCallsFromWithinARequest() {
    assertThat(app.get("/calls/" + app.context().getEnvironment().getProperty("local.server.port")).body())
        .isEqualTo("{\"item\":\"tea\",\"cents\":42} and sent");
    assertThat(app.runtime().metrics().numAliveTasks()).isLessThan(20);
  }

  @Test
  void theLastRequestIsAnsweredBeforeTheEnd() throws Exception {
    RunningApp ending = start();
    try {
      AsyncRuntime runtime = ending.runtime();
      PlainController controller = ending.context().getBean(PlainController.class);
      CountDownLatch waits = controller.nextWaits();
      CompletableFuture<HttpResponse<String>> answer = ending.getAsync("/gated");
      assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(ending::close);
      while (!ending.context().isClosed()) {
        Thread.onSpinWait();
      }
      controller.open();
      assertThat(answer.get(1, TimeUnit.MINUTES).body()).isEqualTo("open");
      closing.get(1, TimeUnit.MINUTES);
      assertThat(runtime.metrics().numAliveTasks()).isZero();
    } finally {
      ending.close();
    }
  }

  @Test
  void theDeadlineCutsARequestOffAtItsAwait() {
    try (RunningApp late = start("async-runtime.web.deadline=50ms")) {
      for (String path : List.of("/endless", "/blocks")) {
        HttpResponse<String> answer = late.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(RunningApp.json(answer).get("title").asString()).isEqualTo("Deadline passed");
      }
      assertThat(late.context().getBean(PlainController.class).ended()).containsExactly("endless", "blocks");
      assertThat(late.get("/plain/tea").body()).contains("42");
    }
  }

  /** As where results are futures: an awaited result is ended by the deadline itself, with what it must finish. */
  @Test
  void theDeadlineWaitsForWhatAResultHasToFinish() {
    List<Class<?>> configurations = new ArrayList<>(container());
    configurations.add(DeadlineController.class);
    try (RunningApp late = RunningApp.of(configurations, "async-runtime.web.requests-as-tasks=true",
        "async-runtime.web.deadline=300ms")) {
      DeadlineController controller = late.context().getBean(DeadlineController.class);
      assertThat(late.get("/section").statusCode()).isEqualTo(503);
      assertThat(controller.done()).containsExactly("recorded");
      controller.done().clear();
      assertThat(late.get("/slow-handle").statusCode()).isEqualTo(503);
      assertThat(controller.done()).as("the task has ended before the answer").containsExactly("ended");
      assertThat(late.get("/left").body()).isEqualTo("limited");
    }
  }

  @Test
  void admissionCountsThemAsBefore() throws Exception {
    try (RunningApp narrow = start("async-runtime.admission.max-in-flight=1")) {
      CountDownLatch waits = narrow.context().getBean(PlainController.class).nextWaits();
      CompletableFuture<HttpResponse<String>> inside = narrow.getAsync("/endless");
      assertThat(waits.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(narrow.get("/plain/tea").statusCode()).isEqualTo(503);
      narrow.runtime().dump().tasks().stream().filter(task -> task.name().equals("GET /endless"))
          .forEach(task -> narrow.runtime().abortHandle(task.id()).orElseThrow().abort());
      assertThat(inside.get(1, TimeUnit.MINUTES).statusCode()).isEqualTo(503);
      assertThat(narrow.get("/plain/tea").statusCode()).isEqualTo(200);
    }
  }
}
