package dev.credits.pricing;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Unmodifiable copies in the order of their keys, so that equal things read the same. */
final class Ordered {
    private Ordered() {}

    static <K extends Comparable<K>, V> Map<K, V> map(Map<K, V> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }

    static <T extends Comparable<T>> Set<T> set(Collection<T> items) {
        return items.size() < 2 ? Set.copyOf(items) : Collections.unmodifiableSet(new TreeSet<>(items));
    }
}
