package io.asyncruntime.spring.boot.actuate;

import static io.asyncruntime.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.future.Future;
import io.asyncruntime.spring.boot.testkit.RunningApp;
import io.asyncruntime.spring.boot.testkit.Workloads;
import io.asyncruntime.sync.Mutex;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import tools.jackson.databind.JsonNode;

/** The endpoints of a running application, over HTTP, after real work. */
@Timeout(120)
class EndpointsTest {
  private static RunningApp app;

  @BeforeAll
  static void start() {
    app = RunningApp.with("async-runtime.name=box-office", "management.endpoint.asynctasks.access=unrestricted",
        "async-runtime.worker-threads=2",
        "async-runtime.poll-time-histogram=true", "async-runtime.blocking.lanes.jdbc.max-threads=3",
        "async-runtime.shutdown.timeout=1s");
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static AsyncRuntime runtime() {
    return app.runtime();
  }

  @Test
  void theOverviewCountsTasks() {
    JsonNode before = app.actuator("asyncruntime").get("tasks");
    runtime().spawn(Future.ready(1)).join();
    JoinHandle<Object> failing = runtime().spawn(Future.failed(new IllegalStateException("on purpose")));
    assertThatExceptionOfType(JoinException.class).isThrownBy(failing::join).matches(JoinException::isPanic);
    JsonNode after = app.actuator("asyncruntime");
    assertThat(after.get("name").asString()).isEqualTo("box-office");
    assertThat(after.get("flavor").asString()).isEqualTo("multi-thread");
    assertThat(after.get("workers").asInt()).isEqualTo(2);
    assertThat(after.get("shutdown").asBoolean()).isFalse();
    assertThat(grown(before, after, "spawned")).isGreaterThanOrEqualTo(2);
    assertThat(grown(before, after, "completed")).isGreaterThanOrEqualTo(1);
    assertThat(grown(before, after, "panicked")).isGreaterThanOrEqualTo(1);
    assertThat(after.get("pollTimes").get("count").asLong()).isPositive();
  }

  private static long grown(JsonNode tasksBefore, JsonNode after, String figure) {
    return after.get("tasks").get(figure).asLong() - tasksBefore.get(figure).asLong();
  }

  @Test
  void theOverviewShowsTheConfigurationInForce() {
    JsonNode configuration = app.actuator("asyncruntime").get("configuration");
    assertThat(configuration.get("worker-threads").asInt()).isEqualTo(2);
    assertThat(configuration.get("poll-time-histogram").asBoolean()).isTrue();
    assertThat(configuration.get("blocking.keep-alive").asString()).isEqualTo("10s");
    assertThat(configuration.get("shutdown.timeout").asString()).isEqualTo("1s");
    assertThat(configuration.get("blocking.lanes.jdbc.max-threads").asInt()).isEqualTo(3);
    assertThat(configuration.get("blocking.lanes.jdbc.queue-capacity").asInt()).isEqualTo(100);
    assertThat(configuration.get("global-queue-interval").asString()).isEqualTo("self-tuned");
  }

  @Test
  void aLaneIsCounted() {
    runtime().blockOn(runtime().blockingLane("jdbc").run(() -> 1));
    JsonNode lane = app.actuator("asyncruntime").get("blocking").get("lanes").get(0);
    assertThat(lane.get("name").asString()).isEqualTo("jdbc");
    assertThat(lane.get("completed").asLong()).isEqualTo(runtime().blockingLane("jdbc").metrics().completed());
  }

  @Test
  void workersShowPollsAndSteals() {
    Workloads.stealUntil(runtime(), () -> steals() > 0);
    JsonNode workers = app.actuator("asyncworkers").get("workers");
    assertThat(workers).hasSize(2);
    assertThat(sum(workers, "polls")).isPositive();
    assertThat(sum(workers, "steals")).isPositive();
    assertThat(sum(workers, "stealOperations")).isPositive();
    assertThat(sum(workers, "parks")).isPositive();
    assertThat(workers.get(0).has("queueDepth")).isTrue();
    assertThat(workers.get(0).has("busy")).isTrue();
  }

  private static long steals() {
    return sum(app.actuator("asyncworkers").get("workers"), "steals");
  }

  private static long sum(JsonNode workers, String figure) {
    long sum = 0;
    for (JsonNode worker : workers) sum += worker.get(figure).asLong();
    return sum;
  }

  @Test
  void aWorkerIsSelectedByItsIndex() {
    assertThat(app.actuator("asyncworkers/1").get("index").asInt()).isEqualTo(1);
    assertThat(app.get("/actuator/asyncworkers/2").statusCode()).isEqualTo(404);
    assertThat(app.get("/actuator/asyncworkers/first").statusCode()).isEqualTo(404);
  }

  @Test
  void aBusyWorkerNamesTheTaskItPolls() throws Exception {
    CountDownLatch polling = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    JoinHandle<Object> task = runtime().spawn("busy", Workloads.holding(polling, release));
    try {
      polling.await();
      JsonNode workers = app.actuator("asyncworkers").get("workers");
      assertThat(workers.findValuesAsString("polling")).contains(task.id().toString());
      JsonNode shown = app.actuator("asynctasks/" + task.id());
      assertThat(shown.get("task").get("status").asString()).isEqualTo("running");
      assertThat(shown.get("stack").toString()).contains("Workloads");
    } finally {
      release.countDown();
    }
    task.join();
  }

  @Test
  void mutexesShowContention() {
    Mutex<Integer> seats = runtime().mutex("seats", 0);
    Workloads.contend(runtime(), seats);
    JsonNode mutexes = app.actuator("asyncmutexes/seats").get("mutexes");
    assertThat(mutexes).hasSize(1);
    assertThat(mutexes.get(0).get("acquisitions").asLong()).isEqualTo(seats.metrics().acquisitions());
    assertThat(mutexes.get(0).get("contended").asLong()).isPositive();
    assertThat(mutexes.get(0).get("waiting").asInt()).isZero();
    assertThat(mutexes.get(0).get("locked").asBoolean()).isFalse();
    assertThat(app.actuator("asyncmutexes").get("mutexes").findValuesAsString("name")).contains("seats");
    assertThat(app.get("/actuator/asyncmutexes/rows").statusCode()).isEqualTo(404);
  }

  @Test
  void aLockedMutexTellsSinceWhen() {
    Mutex<Integer> door = runtime().mutex("door", 0);
    try (Mutex.Guard<Integer> guard = runtime().blockOn(door.lock())) {
      JsonNode held = app.actuator("asyncmutexes/door").get("mutexes").get(0);
      assertThat(held.get("locked").asBoolean()).isTrue();
      assertThat(Instant.parse(held.get("holderSince").asString())).isBefore(Instant.now());
      guard.set(1);
    }
    JsonNode free = app.actuator("asyncmutexes/door").get("mutexes").get(0);
    assertThat(free.get("holderSince").isNull()).isTrue();
  }

  @Test
  void tasksAreListedAndFiltered() {
    JoinHandle<Void> first = runtime().spawn("mail-1", Future.<Void>pending());
    JoinHandle<Void> second = runtime().spawn("report-1", Future.<Void>pending());
    assertThat(ids("asynctasks")).contains(first.id().toString(), second.id().toString());
    assertThat(ids("asynctasks?name=mail")).containsExactly(first.id().toString());
    assertThat(ids("asynctasks?name=mail&minAge=1h")).isEmpty();
    assertThat(ids("asynctasks?name=mail&status=running")).isEmpty();
    assertThat(ids("asynctasks?limit=1")).hasSize(1);
    assertThat(app.actuator("asynctasks?limit=1").get("matching").asInt()).isGreaterThanOrEqualTo(2);
    first.abort();
    second.abort();
  }

  private static void assertRefused(String query, String reason) {
    HttpResponse<String> answer = app.get("/actuator/asynctasks?" + query);
    assertThat(answer.statusCode()).as(query).isEqualTo(400);
    assertThat(answer.body()).as(query).contains(reason);
  }

  @Test
  void whatFailedAMinuteAgoIsTold() {
    JoinHandle<Object> failed = runtime().spawn("bill-1", Future.failed(new IllegalStateException("a secret")));
    assertThatExceptionOfType(JoinException.class).isThrownBy(failed::join);
    JsonNode told = app.actuator("asynctasks?status=finished&name=bill-1");
    assertThat(told.get("matching").asInt()).isEqualTo(1);
    assertThat(told.get("tasks").isEmpty()).isTrue();
    JsonNode task = told.get("finished").get(0);
    assertThat(task.get("id").asString()).isEqualTo(failed.id().toString());
    assertThat(task.get("outcome").asString()).isEqualTo("panicked");
    assertThat(task.get("failure").asString()).isEqualTo(IllegalStateException.class.getName());
    assertThat(told.toString()).doesNotContain("secret");
    assertThat(app.actuator("asynctasks?name=bill-1").get("finished").isEmpty()).isTrue();
  }

  private static List<String> ids(String path) {
    return app.actuator(path).get("tasks").findValuesAsString("id");
  }

  @Test
  void aBadFilterIsRefused() {
    assertRefused("status=sleepy", "status must be one of running, scheduled, idle, finished");
    assertRefused("minAge=old", "minAge must be a duration with a unit, such as 100ms or 10s");
    assertRefused("minAge=10", "minAge must be a duration with a unit");
    assertRefused("limit=all", "limit must be a whole number of at least 0");
    assertRefused("limit=-1", "limit must be a whole number of at least 0");
  }

  @Test
  void aSuspendedBlockIsShownWithWhatItWaitsForAndWhere() {
    Mutex<Integer> seats = Mutex.named("seats-7", 1);
    Mutex.Guard<Integer> held = seats.tryLock().orElseThrow();
    JoinHandle<Integer> task = runtime().spawn("waits for a seat", () -> takeSeat(seats));
    JsonNode shown = app.actuator("asynctasks/" + task.id());
    while (!shown.get("task").get("status").asString().equals("idle")) {
      shown = app.actuator("asynctasks/" + task.id());
    }
    assertThat(shown.get("task").get("waitingOn").asString()).isEqualTo("Mutex.lock() of \"seats-7\"");
    assertThat(shown.get("stack").get(0).asString()).contains("EndpointsTest.takeSeat");
    held.close();
    assertThat(task.join()).isOne();
  }

  private static Integer takeSeat(Mutex<Integer> seats) {
    try (Mutex.Guard<Integer> guard = await(seats.lock())) {
      return guard.get();
    }
  }

  @Test
  void oneTaskIsShownInFull() {
    JoinHandle<Void> task = runtime().spawn("mail-2", Future.<Void>pending());
    JsonNode shown = app.actuator("asynctasks/" + task.id());
    assertThat(shown.get("task").get("name").asString()).isEqualTo("mail-2");
    assertThat(shown.get("task").get("kind").asString()).isEqualTo("async");
    assertThat(shown.has("stack")).isTrue();
    task.abort();
    assertThat(app.get("/actuator/asynctasks/-1").statusCode()).isEqualTo(404);
    assertThat(app.get("/actuator/asynctasks/mail-2").statusCode()).isEqualTo(404);
  }

  @Test
  void theDumpIsText() {
    JoinHandle<Void> task = runtime().spawn("mail-3", Future.<Void>pending());
    HttpResponse<String> dump = app.getText("/actuator/asynctasks");
    assertThat(dump.headers().firstValue("Content-Type")).hasValueSatisfying(
        type -> assertThat(type).startsWith("text/plain"));
    assertThat(dump.body()).contains("task " + task.id() + " \"mail-3\" ASYNC");
    task.abort();
  }

  @Test
  void deleteAborts() {
    JoinHandle<Void> task = runtime().spawn("mail-4", Future.<Void>pending());
    HttpResponse<String> answer = app.delete("/actuator/asynctasks/" + task.id());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(RunningApp.json(answer).get("name").asString()).isEqualTo("mail-4");
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> task.toCompletableFuture().join());
    assertThat(app.delete("/actuator/asynctasks/" + task.id()).statusCode()).isEqualTo(404);
    assertThat(app.delete("/actuator/asynctasks/none").statusCode()).isEqualTo(404);
  }

  @Test
  void theAbortedTaskSaysSo() {
    JoinHandle<Void> task = runtime().spawn(Future.<Void>pending());
    app.delete("/actuator/asynctasks/" + task.id());
    assertThatExceptionOfType(JoinException.class).isThrownBy(() -> runtime().blockOn(task))
        .matches(JoinException::isCancelled);
  }

  /** JMX knows an operation by the name of its method alone. */
  @ParameterizedTest
  @ValueSource(classes = {AsyncRuntimeEndpoint.class, AsyncTasksEndpoint.class, AsyncWorkersEndpoint.class,
      AsyncMutexesEndpoint.class})
  void noTwoOperationsHaveTheSameName(Class<?> endpoint) {
    assertThat(Stream.of(endpoint.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(ReadOperation.class)
            || method.isAnnotationPresent(DeleteOperation.class))
        .map(Method::getName)).isNotEmpty().doesNotHaveDuplicates();
  }
}
