package io.asyncruntime.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The steps of a Dockerfile, in the few forms that ours has: one line each, no shell, {@code WORKDIR} before all that needs one.
 *
 * @param stages each with its steps, the one that becomes the image last
 */
record Dockerfile(List<Stage> stages) {
  static final Path OURS = Path.of("Dockerfile");

  /** What begins with a {@code FROM}; without a name, an empty one. */
  record Stage(String base, String name, List<Step> steps) {
    List<Step> steps(String instruction) {
      return steps.stream().filter(step -> step.instruction().equals(instruction)).toList();
    }

    /** Of an instruction that may be there once only. */
    Step only(String instruction) {
      List<Step> found = steps(instruction);
      if (found.size() != 1) { throw new AssertionError(found.size() + " times " + instruction); }
      return found.get(0);
    }
  }

  /** One instruction and its words; of the exec form, what the array holds. */
  record Step(String instruction, List<String> words, boolean execForm) {
    private static Step of(String line) {
      String[] parts = line.split(" ", 2);
      String rest = parts[1].strip();
      if (!rest.startsWith("[")) { return new Step(parts[0], List.of(rest.split(" +")), false); }
      List<String> words = new ArrayList<>();
      BoxOffice.JSON.readTree(rest).forEach(word -> words.add(word.asString()));
      return new Step(parts[0], List.copyOf(words), true);
    }
  }

  static Dockerfile ours() {
    List<Stage> stages = new ArrayList<>();
    for (Step step : lines().map(Step::of).toList()) {
      if (step.instruction().equals("FROM")) {
        stages.add(new Stage(step.words().get(0), step.words().size() == 3 ? step.words().get(2) : "",
            new ArrayList<>()));
      } else {
        stages.get(stages.size() - 1).steps().add(step);
      }
    }
    return new Dockerfile(List.copyOf(stages));
  }

  private static Stream<String> lines() {
    return WatchFiles.read(OURS).lines().filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  Stage image() {
    return stages.get(stages.size() - 1);
  }
}
