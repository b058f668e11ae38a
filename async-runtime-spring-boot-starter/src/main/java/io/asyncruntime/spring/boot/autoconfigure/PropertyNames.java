package io.asyncruntime.spring.boot.autoconfigure;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The names that the records of the properties give; a part that stands for any name is {@code *}. Immutable. */
final class PropertyNames {
  private static final String ANY = "*";

  /** What each runtime has for itself; the rest is of the application, and set once. */
  static final Set<String> OF_EACH_RUNTIME = Set.of("name", "flavor", "worker-threads", "thread-name-prefix",
      "event-interval",
      "global-queue-interval", "lifo-slot", "unhandled-panic", "poll-time-histogram", "task-tracking", "finished-tasks",
      "await-engine", "context-propagation", "blocking", "long-poll", "shutdown", "current-thread");

  private final List<List<String>> known = new ArrayList<>();

  /** What is below {@code prefix} by {@code record}, and what is in it. */
  PropertyNames(String prefix, Class<? extends Record> record) {
    add(List.of(prefix), record);
    for (RecordComponent part : record.getRecordComponents()) {
      String name = dashed(part.getName());
      if (OF_EACH_RUNTIME.contains(name)) add(List.of(prefix, "runtimes", ANY, name), part.getGenericType());
    }
  }

  private void add(List<String> above, Type type) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      if (map.getActualTypeArguments()[1] != Object.class) add(with(above, ANY), map.getActualTypeArguments()[1]); // of runtimes, see the constructor
    } else if (type instanceof Class<?> record && record.isRecord()) {
      for (RecordComponent part : record.getRecordComponents()) {
        add(with(above, dashed(part.getName())), part.getGenericType());
      }
    } else {
      known.add(above);
    }
  }

  private static List<String> with(List<String> above, String last) {
    List<String> path = new ArrayList<>(above);
    path.add(last);
    return List.copyOf(path);
  }

  private static String dashed(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Whether there is such a property, or one below: a file may name a group and leave it empty. */
  boolean knows(ConfigurationPropertyName name) {
    return known.stream().anyMatch(path -> path.size() >= name.getNumberOfElements() && distance(path, name) == 0);
  }

  /** What was probably meant: the known name that differs least, if it differs by few letters. */
  Optional<String> nearest(ConfigurationPropertyName name) {
    return known.stream().filter(path -> path.size() == name.getNumberOfElements())
        .min(Comparator.comparingInt(path -> distance(path, name)))
        .filter(path -> distance(path, name) <= Math.max(2, name.toString().length() / 8))
        .map(path -> filledIn(path, name));
  }

  private static String filledIn(List<String> path, ConfigurationPropertyName name) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      parts.add(path.get(i).equals(ANY) ? name.getElement(i, Form.ORIGINAL) : path.get(i));
    }
    return String.join(".", parts);
  }

  /** As many letters as have to be changed; dashes and capitals do not count, as they do not for Spring Boot. */
  private static int distance(List<String> path, ConfigurationPropertyName name) {
    int letters = 0;
    for (int i = 0; i < name.getNumberOfElements(); i++) {
      String part = path.get(i);
      if (!part.equals(ANY)) letters += Letters.distance(part.replace("-", ""), name.getElement(i, Form.UNIFORM));
    }
    return letters;
  }
}
