package dev.credits.pricing;

import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a price book, by subject. In force is, of those that have taken effect, the one that did so last, and of
 * two at one instant the one published last. Immutable.
 */
final class History {
    static final History EMPTY = new History(Map.of(), LogHead.empty(PriceVersion.LOG));

    private static final Comparator<PriceVersion> ORDER =
            Comparator.comparing(PriceVersion::effective).thenComparing(PriceVersion::number);

    private final Map<Key, List<PriceVersion>> timelines;
    /** The line of the newest version. */
    final LogHead head;

    private History(Map<Key, List<PriceVersion>> timelines, LogHead head) {
        this.timelines = timelines;
        this.head = head;
    }

    /** With these lines as well, and without what had been superseded by {@code horizon}. */
    History plus(List<LogLine> more, Instant horizon) {
        List<PriceVersion> versions = more.stream().map(PriceVersion::of).toList();
        return plus(versions, more.get(more.size() - 1).head(), horizon);
    }

    /** With these versions as well, which end there. */
    History plus(List<PriceVersion> more, LogHead end, Instant horizon) {
        Map<Key, List<PriceVersion>> all = new HashMap<>(timelines);
        for (PriceVersion version : more) {
            all.merge(Key.of(version), List.of(version), (old, added) -> merged(old, version, horizon));
        }
        return new History(all, end);
    }

    /** The versions in force at an instant not before the horizon. */
    List<PriceVersion> inForce(Instant at) {
        return timelines.values().stream()
                .map(timeline -> inForce(timeline, at))
                .filter(Objects::nonNull)
                .filter(version ->
                        version.item() != null && !(version.item() instanceof Bundle bundle && bundle.isOver(at)))
                .toList();
    }

    /** The first instant after {@code at} at which something takes effect or ends; {@link Instant#MAX} if none is known. */
    Instant nextChange(Instant at) {
        return timelines.values().stream()
                .flatMap(List::stream)
                .flatMap(version -> version.item() instanceof Bundle bundle && bundle.until() != null
                        ? Stream.of(version.effective(), bundle.until())
                        : Stream.of(version.effective()))
                .filter(instant -> instant.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /** What is in force for this subject at that instant; null if nothing, or it is withdrawn. */
    @Nullable
    PriceVersion inForce(PriceKind kind, String subject, Instant at) {
        PriceVersion version = inForce(timeline(kind, subject), at);
        return version == null || version.item() == null ? null : version;
    }

    /** Everything that is or will be in force for this subject, in order. */
    List<PriceVersion> timeline(PriceKind kind, String subject) {
        return timelines.getOrDefault(new Key(kind, subject), List.of());
    }

    /** The timelines of a kind. */
    List<List<PriceVersion>> timelines(PriceKind kind) {
        return timelines.entrySet().stream()
                .filter(entry -> entry.getKey().kind == kind)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static @Nullable PriceVersion inForce(List<PriceVersion> timeline, Instant at) {
        PriceVersion last = null;
        for (PriceVersion version : timeline) {
            last = version.effective().isAfter(at) ? last : version;
        }
        return last;
    }

    private static List<PriceVersion> merged(List<PriceVersion> old, PriceVersion added, Instant horizon) {
        List<PriceVersion> all = new ArrayList<>(old);
        all.add(added);
        all.sort(ORDER);
        PriceVersion first = inForce(all, horizon);
        return List.copyOf(first == null ? all : all.subList(all.indexOf(first), all.size()));
    }

    private record Key(PriceKind kind, String subject) {
        static Key of(PriceVersion version) {
            return new Key(version.kind(), version.subject());
        }
    }
}
