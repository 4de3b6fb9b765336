package spikelock.toolchain.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** A record as fields of the JSON object: its components in their order, named in snake_case, and what {@link Means} says of them. */
final class AnswerFields {
  private static final JsonMapper MAPPER = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private AnswerFields() {}

  /** Name to value; values are what {@link #write} takes. */
  static Map<String, Object> values(Record answer) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : answer.getClass().getRecordComponents()) {
      values.put(name(component), value(component, answer));
    }
    return values;
  }

  private static Object value(RecordComponent component, Record answer) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(answer);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  static String write(Map<String, Object> object) {
    return MAPPER.writeValueAsString(object);
  }

  /** Name to meaning, with the names of what is inside. */
  static Map<String, String> meanings(Class<?> answer) {
    Map<String, String> meanings = new LinkedHashMap<>();
    for (RecordComponent component : answer.getRecordComponents()) {
      Optional<Class<?>> inner = record(component.getGenericType());
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        meanings.putAll(meanings(inner.orElseThrow()));
      } else {
        String meaning = meaning(component);
        meanings.put(name(component), meaning + inner.map(type -> (meaning.isEmpty() ? "" : ": ") + inside(type)).orElse(""));
      }
    }
    return meanings;
  }

  /** Such as {@code tile, neurons{used, capacity}, words (of 16 bits)}. */
  private static String inside(Class<?> type) {
    List<String> names = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String meaning = meaning(component);
      names.add(name(component) + (meaning.isEmpty() ? "" : " (" + meaning + ")")
          + record(component.getGenericType()).map(inner -> " {" + inside(inner) + "}").orElse(""));
    }
    return String.join(", ", names);
  }

  private static String meaning(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Means.class)).map(Means::value).orElse("");
  }

  private static String name(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    boolean asInJava = component.getDeclaringRecord().isAnnotationPresent(JsonNaming.class);
    return given != null ? given.value() : asInJava ? component.getName()
        : PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component.getName());
  }

  /** The record that a component is, or is a list, an optional or a map of. */
  private static Optional<Class<?>> record(Type type) {
    if (type instanceof ParameterizedType generic) {
      return record(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]);
    }
    return type instanceof Class<?> plain && plain.isRecord() ? Optional.of(plain) : Optional.empty();
  }
}
