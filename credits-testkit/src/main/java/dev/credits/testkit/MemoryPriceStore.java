package dev.credits.testkit;

import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceStore;
import dev.credits.pricing.PriceVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A price book's versions in memory, for tests. Thread-safe; gone with the object. */
public final class MemoryPriceStore implements PriceStore {
    private final List<PriceVersion> versions = new ArrayList<>();

    @Override
    public synchronized List<PriceVersion> after(long number, int limit) {
        int from = (int) Math.min(Math.max(0, number), versions.size());
        return List.copyOf(versions.subList(from, Math.min(versions.size(), from + limit)));
    }

    @Override
    public synchronized boolean append(List<PriceVersion> added) {
        if (added.get(0).number() != versions.size() + 1) {
            return false;
        }
        for (int i = 0; i < added.size(); i++) {
            if (added.get(i).number() != versions.size() + i + 1) {
                throw new IllegalArgumentException("versions are not numbered one after the other");
            }
        }
        versions.addAll(added);
        return true;
    }

    @Override
    public synchronized List<PriceVersion> numbered(List<Long> numbers) {
        return numbers.stream()
                .distinct()
                .sorted()
                .filter(number -> number >= 1 && number <= versions.size())
                .map(number -> versions.get((int) (number - 1)))
                .toList();
    }

    @Override
    public synchronized List<PriceVersion> newest(PriceKind kind, int limit) {
        return versions.stream()
                .filter(version -> version.kind() == kind)
                .sorted(Comparator.comparing(PriceVersion::number).reversed())
                .limit(limit)
                .toList();
    }
}
