package io.asyncruntime.scenario.random;

import io.asyncruntime.scenario.random.Driver.How;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes programs out of seeds. */
final class Generator {
  private final long seed;
  private final SplittableRandom random;
  private final Settings settings;
  private final List<SharedKind> shared;
  private final List<Integer> pipes;

  private Generator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.settings = new SettingsGenerator(random).settings();
    this.shared = IntStream.range(0, random.nextInt(1, 4)).mapToObj(i -> sharedKind()).toList();
    this.pipes = IntStream.range(0, random.nextInt(1, 3)).mapToObj(i -> pick(0, 1, 2, 16)).toList();
  }

  static Program program(long seed) {
    return new Generator(seed).program();
  }

  private Program program() {
    List<Body> readers = new ArrayList<>();
    for (int i = 0; i < pipes.size(); i++) {
      readers.add(new Body(style(), List.of(Pump.ofPipe(i, pick(1, 1, 4, 100)))));
    }
    readers.add(new Body(style(), List.of(Pump.ofFeed())));
    readers.add(new Body(style(), List.of(Pump.ofDial())));
    return new Program(seed, settings, shared, pipes, pick(1, 2, 8, 64), readers, drivers(), random.nextInt(20_000));
  }

  private SharedKind sharedKind() {
    return new SharedKind(pick(SharedKind.What.values()), random.nextInt(1, 5));
  }

  private List<Driver> drivers() {
    if (settings.provokesSpares() && random.nextInt(2) == 0) { return spareProvokers(); }
    return random.nextInt(20) == 0 ? budgetSpenders() : anything();
  }

  private List<Driver> anything() {
    StepGenerator steps = new StepGenerator(random, settings, shared.size(), pipes.size());
    List<Driver> drivers = new ArrayList<>();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      How how = pick(How.SPAWN, How.SPAWN, How.SPAWN, How.BLOCK_ON, How.LOCAL_SET);
      Place place = new Place(0, 0, true, settings.isMultiThread() && how != How.LOCAL_SET, how == How.LOCAL_SET);
      List<Body> bodies = IntStream.range(0, random.nextInt(1, 8)).mapToObj(b -> steps.whole(place)).toList();
      drivers.add(new Driver(how, bodies, pick(0, 0, 60, 500)));
    }
    return drivers;
  }

  /**
   * A few tasks whose polls last some thresholds beside a trickle of tasks from outside: spare workers come, fall asleep, are woken and
   * leave, all at the same time.
   */
  private List<Driver> spareProvokers() {
    int threshold = settings.thresholdMillis() * 1_000;
    int cycles = 60_000 / threshold + random.nextInt(10);
    int lasts = threshold * random.nextInt(2, 5);
    Body stuck = new Body(style(), List.of(new Repeat(cycles, new Attempt(List.of(new Busy(lasts)), new Yield()))));
    int pause = pick(30, 60, 60, 200);
    int trickle = Math.min(1_000, cycles * lasts / pause / 2);
    return List.of(new Driver(How.SPAWN, Collections.nCopies(random.nextInt(1, 3), stuck), 0),
        new Driver(How.SPAWN, Collections.nCopies(trickle, new Body(style(), List.of())), pause));
  }

  /** Tasks that do nothing but spend their budget, in several branches at once: it is exhausted in each poll, once. */
  private List<Driver> budgetSpenders() {
    List<Body> branches = Collections.nCopies(random.nextInt(1, 4),
        new Body(style(), List.of(new Repeat(random.nextInt(300, 900), new Budget()))));
    Body spender = new Body(style(), List.of(new Several(Several.Way.JOIN, branches)));
    return List.of(new Driver(How.SPAWN, Collections.nCopies(random.nextInt(1, 4), spender), 0));
  }

  private Body.Style style() {
    return pick(Body.Style.values());
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
