package io.asyncruntime.sample.event;

import static io.asyncruntime.Async.await;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.sample.database.Database;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.sample.statistics.Statistics;
import io.asyncruntime.task.JoinHandle;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What is on, and how many seats are left. The handle of a task is the answer; a request that times out aborts its task. */
@RestController
final class EventController {
  private final AsyncRuntime runtime;
  private final Database database;
  private final EventRepository events;
  private final Statistics statistics;

  EventController(AsyncRuntime runtime, Database database, EventRepository events, Statistics statistics) {
    this.runtime = runtime;
    this.database = database;
    this.events = events;
    this.statistics = statistics;
  }

  /** {@code GET /events}: all events, and what the box office did since its start. */
  @GetMapping("/events")
  JoinHandle<ResponseEntity<?>> list() {
    return runtime.spawn("list events", () -> Problem.answering(() -> {
      List<EventView> views = await(database.read("read events", events::views));
      long pending = await(database.read("count pending", events::pendingReservations));
      return ResponseEntity.ok(new EventList(views, pending, statistics.snapshot()));
    }));
  }

  /** {@code GET /events/{id}}: one event; 404 when there is none of this number. */
  @GetMapping("/events/{id}")
  JoinHandle<ResponseEntity<?>> get(@PathVariable("id") long id) {
    return runtime.spawn("get event", () -> Problem.answering(() -> {
      Optional<EventView> found = await(database.read("read event", () -> events.view(id)));
      return ResponseEntity.ok(found.orElseThrow(() -> unknown(id)));
    }));
  }

  private static Problem unknown(long id) {
    return Problem.notFound("There is no event " + id + ". GET /events lists those there are.");
  }

  /** The answer of {@code GET /events}; pending reservations hold their seats and wait for their payment. */
  record EventList(List<EventView> events, long pendingReservations, Statistics.Snapshot statistics) {}
}
