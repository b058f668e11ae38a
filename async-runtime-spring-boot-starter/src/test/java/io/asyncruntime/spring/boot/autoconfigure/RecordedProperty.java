package io.asyncruntime.spring.boot.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** A property as the record of the properties has it. No default is an empty text. */
record RecordedProperty(String name, Class<?> type, String defaultValue) {
  static List<RecordedProperty> all() {
    return of("async-runtime.", AsyncRuntimeProperties.class);
  }

  /** What a record has, and the records in it. */
  static List<RecordedProperty> of(String prefix, Class<?> record) {
    List<RecordedProperty> found = new ArrayList<>();
    for (RecordComponent part : record.getRecordComponents()) {
      String name = prefix + part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (part.getType().isRecord()) {
        found.addAll(of(name + ".", part.getType()));
      } else {
        found.add(new RecordedProperty(name, part.getType(), defaultOf(record, part)));
      }
    }
    return found;
  }

  private static String defaultOf(Class<?> record, RecordComponent part) {
    DefaultValue value = Stream.of(record.getDeclaredConstructors()[0].getParameters())
        .filter(parameter -> parameter.getName().equals(part.getName())).findFirst().orElseThrow()
        .getAnnotation(DefaultValue.class);
    return value == null ? "" : String.join(",", value.value());
  }

  boolean isNumber() { return type == int.class || type == Integer.class; }

  /** The constants as they are written in properties. */
  List<String> choices() {
    return Stream.of(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
  }
}
