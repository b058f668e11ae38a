package io.asyncruntime.spring.boot.context;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that is copied when it is first changed. For one thread; what it begins with may be shared, for nobody changes it. */
final class CopyOnWriteMap extends AbstractMap<String, String> {
  private Map<String, String> entries;
  private boolean copied;

  CopyOnWriteMap(Map<String, String> unchanging) {
    entries = unchanging;
  }

  @Override
  public @Nullable String get(Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public @Nullable String put(String key, String value) {
    return own().put(key, value);
  }

  @Override
  public @Nullable String remove(Object key) {
    return own().remove(key);
  }

  /** Of a copy, since it may be changed through the set. */
  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return own().entrySet();
  }

  private Map<String, String> own() {
    if (!copied) {
      entries = new HashMap<>(entries);
      copied = true;
    }
    return entries;
  }
}
