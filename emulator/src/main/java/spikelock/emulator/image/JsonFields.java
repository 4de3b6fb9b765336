package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;

/** A JSON object read field by field; every accessor names the file and the field when a value is not what it must be. */
final class JsonFields {
  private final String file;
  private final String path;
  private final Map<?, ?> fields;
  private final Set<String> asked = new TreeSet<>();

  JsonFields(String file, String path, Object json) {
    this.file = file;
    this.path = path;
    if (!(json instanceof Map<?, ?> map)) {
      throw new InputException("must be an object", file, path.isEmpty() ? "entry " + ImageWriter.MANIFEST : path, "");
    }
    this.fields = map;
  }

  Object any(String field) {
    asked.add(field);
    Object value = fields.get(field);
    if (value == null) {
      throw error(field, "the field is missing", "");
    }
    return value;
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  String text(String field) {
    if (any(field) instanceof String text) {
      return text;
    }
    throw error(field, "must be text", "");
  }

  int integer(String field, int least, int most) {
    if (any(field) instanceof Integer value && value >= least && value <= most) {
      return value;
    }
    throw error(field, "is " + Printable.start(String.valueOf(fields.get(field)), 60) + ", must be a whole number in " + least + ".." + most, "");
  }

  JsonFields object(String field) {
    return new JsonFields(file, join(field), any(field));
  }

  List<?> list(String field) {
    if (any(field) instanceof List<?> list) {
      return list;
    }
    throw error(field, "must be a list", "");
  }

  List<JsonFields> objects(String field) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object item : list(field)) {
      objects.add(new JsonFields(file, join(field) + "[" + objects.size() + "]", item));
    }
    return objects;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    fields.keySet().forEach(name -> names.add((String) name));
    asked.addAll(names);
    return Collections.unmodifiableSet(names);
  }

  void rejectUnknown() {
    for (Object field : fields.keySet()) {
      if (!asked.contains(field)) {
        throw error((String) field, "there is no such field", NearMiss.hint((String) field, asked));
      }
    }
  }

  InputException error(String field, String what, String hint) {
    return new InputException(what, file, join(Printable.start(field, 60)), hint);
  }

  private String join(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
