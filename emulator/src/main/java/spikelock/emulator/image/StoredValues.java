package spikelock.emulator.image;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Values of an image whose arrays stay in its file, because most commands want none of them: they are read anew whenever a value is
 * asked for. Reading throws an {@link spikelock.emulator.error.InputException} when the file is damaged, has changed or is gone.
 */
final class StoredValues extends AbstractMap<String, Object> {
  private final Map<String, Object> stored;

  /** @param stored values with a {@link StoredArray} for each array */
  StoredValues(Map<String, Object> stored) {
    this.stored = stored;
  }

  /** The values with a {@link StoredArray} for each array. */
  Map<String, Object> stored() {
    return stored;
  }

  @Override
  public Object get(Object name) {
    return stored.containsKey(name) ? ImageValues.loaded(stored.get(name)) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return stored.containsKey(name);
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(stored.keySet());
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, Object>> iterator() {
        return stored.keySet().stream().<Entry<String, Object>>map(name -> new SimpleImmutableEntry<>(name, get(name))).iterator();
      }

      @Override
      public int size() {
        return stored.size();
      }
    };
  }
}
