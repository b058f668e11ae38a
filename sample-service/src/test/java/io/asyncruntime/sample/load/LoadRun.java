package io.asyncruntime.sample.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A run of the load program against one service or several: phase after phase, all watched. One thread plays it. */
public final class LoadRun implements AutoCloseable {
  /** Who waits longer has left. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Mix mix;
  private final Caller caller;
  private final Watch watch;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Reply>> open = new ConcurrentLinkedQueue<>();
  private final List<Span> spans = new ArrayList<>();

  /** Where the phases are cut. */
  private record Span(String name, double offered, long start, long end) {}

  /** Requests of that mix to these services in turn, of which one may get another address; {@code actuator} and {@code pid} are of the one that is watched. */
  public LoadRun(List<URI> services, URI actuator, long pid, Mix mix) {
    this.mix = mix;
    this.caller = new Caller(services, mix, PATIENCE);
    this.watch = Watch.start(actuator, pid);
  }

  private CompletableFuture<Reply> call(long due) {
    CompletableFuture<Reply> reply = caller.call(due);
    return reply.whenComplete((answer, never) -> replies.add(answer));
  }

  /** A crowd of that size for that long; gives its good answers a second. */
  public double closed(String name, int crowd, Duration duration) {
    long start = System.nanoTime();
    ClosedLoop.run(crowd, duration, this::call);
    spans.add(new Span(name, Double.NaN, start, System.nanoTime()));
    return phase(name).goodput();
  }

  /** Arrivals at that rate for that long, whatever becomes of them. */
  public void open(String name, double perSecond, Duration duration) {
    long start = System.nanoTime();
    OpenLoop.run(mix, perSecond, duration, due -> open.add(call(due)));
    open.removeIf(CompletableFuture::isDone);
    spans.add(new Span(name, perSecond, start, System.nanoTime()));
  }

  /** Returns when everybody has an answer or has left. */
  public void awaitAnswers() {
    CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
  }

  /** How many tasks the watched service has now; NaN when it does not say. */
  public double tasks() {
    return watch.tasks();
  }

  /** Everything that was answered so far. */
  public List<Reply> replies() {
    return List.copyOf(replies);
  }

  /** The phases so far, in order. */
  public List<Phase> phases() {
    return spans.stream().map(this::phaseOf).toList();
  }

  /** The phase of this name. */
  public Phase phase(String name) {
    return phaseOf(spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow());
  }

  private Phase phaseOf(Span span) {
    return new Phase(span.name(), span.offered(), span.start(), span.end(),
        replies.stream().filter(reply -> reply.meant() >= span.start() && reply.meant() < span.end()).toList(),
        watch.samples().stream().filter(sample -> sample.at() >= span.start() && sample.at() < span.end()).toList());
  }

  @Override
  public void close() {
    watch.close();
  }
}
