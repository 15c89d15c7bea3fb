package dev.credits.pricing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A price store in a list, which counts how often it is asked. */
final class ListPriceStore implements PriceStore {
    private final List<PriceVersion> versions = new ArrayList<>();
    private int reads;

    @Override
    public synchronized List<PriceVersion> after(long number, int limit) {
        reads++;
        return versions.stream()
                .filter(version -> version.number() > number)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean append(List<PriceVersion> added) {
        if (added.get(0).number() != versions.size() + 1) {
            return false;
        }
        // through text, as a database would keep them
        added.forEach(version -> versions.add(PriceVersion.read(
                version.number(),
                version.kind(),
                version.subject(),
                version.effective(),
                version.content(),
                version.by(),
                version.reason(),
                version.at())));
        return true;
    }

    @Override
    public synchronized List<PriceVersion> numbered(List<Long> numbers) {
        return versions.stream()
                .filter(version -> numbers.contains(version.number()))
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

    synchronized int reads() {
        return reads;
    }
}
