package dev.credits.ledger.internal;

import dev.credits.ledger.Usage;
import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Usage added up by the days of a zone. */
final class Days {
    private static final int MOST = 400;

    private final ZoneId zone;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<LocalDate, Map<@Nullable String, Long>> days = new TreeMap<>();

    Days(LocalDate from, LocalDate to, ZoneId zone) {
        if (!to.isAfter(from) || from.plusDays(MOST).isBefore(to)) {
            throw new InvalidInputException("to", to, "1 to " + MOST + " days after from (" + from + ")");
        }
        this.from = from;
        this.to = to;
        this.zone = Usage.inQuarters(zone);
    }

    Instant first() {
        return Usage.slot(from, zone);
    }

    Instant end() {
        return Usage.slot(to, zone);
    }

    void add(Usage usage) {
        LocalDate day = usage.slot().atZone(zone).toLocalDate();
        days.computeIfAbsent(day, any -> new HashMap<>()).merge(usage.feature(), usage.spent(), Math::addExact);
    }

    /** By day, then by feature, what has none first. */
    List<Usage.Day> list() {
        List<Usage.Day> list = new ArrayList<>();
        days.forEach((day, features) -> features.entrySet().stream()
                .filter(feature -> feature.getValue() != 0)
                .sorted(java.util.Comparator.comparing(feature -> feature.getKey() == null ? "" : feature.getKey()))
                .forEach(feature -> list.add(new Usage.Day(day, feature.getKey(), feature.getValue()))));
        return list;
    }
}
