package io.asyncruntime.scenario.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Makes the bodies of a program. */
final class StepGenerator {
  private static final int DEEPEST = 4;

  /** So many tries to make a step there are for a body given to the runtime, with all that is in it. */
  private int fuel;

  private final SplittableRandom random;
  private final Settings settings;
  private final int shared;
  private final int pipes;
  private final List<Kind> kinds = new ArrayList<>();
  private int weights;

  /** A kind of step: how often, where it may be, and how it is made. */
  private record Kind(int weight, Predicate<Place> where, Function<Place, Step> make) {}

  StepGenerator(SplittableRandom random, Settings settings, int shared, int pipes) {
    this.random = random;
    this.settings = settings;
    this.shared = shared;
    this.pipes = pipes;
    addLeaves();
    addBranches();
  }

  private void addLeaves() {
    add(8, place -> true, place -> new Yield());
    add(3, place -> true, place -> new Snooze(random.nextInt(4)));
    add(4, place -> true, place -> new Busy(random.nextInt(80)));
    add(2, place -> settings.provokesSpares(),
        place -> new Busy(settings.thresholdMillis() * random.nextInt(500, 3_000)));
    add(4, place -> true, place -> new Poke(random.nextInt(3)));
    add(5, Place::mayQueue, place -> new Send(random.nextInt(pipes), random.nextInt(1, 40), pick(Send.Way.values())));
    add(2, place -> true, place -> new Publish(random.nextInt(1, 20)));
    add(2, place -> true, place -> new Turn());
    add(2, place -> true, place -> new Repeat(random.nextInt(1, 300), pick(new Budget(), new Yield(), new Turn())));
    add(1, place -> place.depth() > 0, place -> new Panic(random.nextInt(4) == 0));
    add(1, place -> place.depth() > 0 && random.nextInt(4) == 0, place -> new Overflow());
    add(3, this::hasSections, place -> new TryEnter(section(place), random.nextInt(9), random.nextInt(3)));
  }

  private void addBranches() {
    add(10, this::hasSections, this::enter);
    add(7, this::isShallow, place -> new Spawn(body(spawned(place)), pick(Then.values())));
    add(4, this::isShallow, place -> new Repeat(random.nextInt(1, 30),
        new Spawn(body(spawned(new Place(DEEPEST, place.floor(), place.jobs(), false, false))), pick(Then.values()))));
    add(6, this::isShallow,
        place -> new Handshake(pick(Handshake.Sign.values()), body(spawned(place)), random.nextInt(3) == 0));
    add(4, this::isShallow, place -> new Several(pick(Several.Way.values()), bodies(place.deeper())));
    add(3, this::isShallow, place -> new Within(random.nextInt(5), body(place.deeper())));
    add(3, this::isShallow,
        place -> new Attempt(steps(place.deeper()), pick(new Yield(), new Budget(), new Snooze(1))));
    add(3, Place::inPlace, place -> new InPlace(random.nextInt(300), inPlaceBranch(place)));
    add(3, Place::jobs, place -> new Job(random.nextInt(200), random.nextInt(3) * random.nextInt(1_000),
        maybe(place.inJob()), pick(Then.values())));
    add(4, place -> place.local() && isShallow(place),
        place -> new SpawnLocal(body(place.deeper()), pick(Then.values())));
  }

  private void add(int weight, Predicate<Place> where, Function<Place, Step> make) {
    kinds.add(new Kind(weight, where, make));
    weights += weight;
  }

  /** A body for the runtime, with all that is in it. */
  Body whole(Place place) {
    fuel = random.nextInt(10, 150);
    return body(place);
  }

  private Body body(Place place) {
    return new Body(pick(Body.Style.values()), steps(place));
  }

  private List<Body> bodies(Place place) {
    return IntStream.range(0, random.nextInt(1, 4)).mapToObj(i -> body(place)).toList();
  }

  private List<Step> steps(Place place) {
    return IntStream.range(0, random.nextInt(1, 6)).mapToObj(i -> step(place)).toList();
  }

  private Step step(Place place) {
    while (--fuel > 0) {
      Kind kind = kind();
      if (kind.where().test(place)) { return kind.make().apply(place); }
    }
    return new Yield();
  }

  private Kind kind() {
    int at = random.nextInt(weights);
    for (Kind kind : kinds) {
      at -= kind.weight();
      if (at < 0) { return kind; }
    }
    throw new AssertionError(weights);
  }

  private boolean isShallow(Place place) {
    return place.depth() < DEEPEST;
  }

  private boolean hasSections(Place place) {
    return place.floor() < shared;
  }

  private int section(Place place) {
    return random.nextInt(place.floor(), shared);
  }

  private Step enter(Place place) {
    int index = section(place);
    return new Enter(index, random.nextInt(9), steps(place.inSection(index)));
  }

  private Place spawned(Place place) {
    return place.spawned(settings.isMultiThread());
  }

  /** Where threads may run out, blockInPlace does not wait for what only other threads can do. */
  private Body inPlaceBranch(Place place) {
    return settings.maxBlockingThreads() < 100 ? nothing() : maybe(place.blockedInPlace());
  }

  private Body maybe(Place place) {
    return isShallow(place) && random.nextBoolean() ? body(place) : nothing();
  }

  private static Body nothing() {
    return new Body(Body.Style.HAND, List.of());
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
