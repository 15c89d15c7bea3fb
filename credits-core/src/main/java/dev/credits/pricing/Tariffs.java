package dev.credits.pricing;

import dev.credits.pricing.Slot.Row;
import dev.credits.pricing.internal.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Tariff}: modifiers first replace, then multiply; then fallbacks, then default rates. Not thread-safe. */
final class Tariffs {
    private final Map<Dimension, Rate> rates;
    private final Map<Dimension, Tiers> tiersOf = new HashMap<>();
    private final Map<Dimension, Ratio> factors = new HashMap<>();
    private final Map<Dimension, Dimension> fallbacks;
    private final Set<Dimension> defaulted = new HashSet<>();

    private Tariffs(RateCard card) {
        this.rates = new LinkedHashMap<>(card.rates());
        this.fallbacks = new LinkedHashMap<>(card.fallbacks());
        card.tiers().forEach(this::place);
    }

    /** The tariff of a card under these modifiers; what it leaves open is priced by {@code defaults}. */
    static Tariff of(RateCard card, List<Modifier> modifiers, @Nullable RateCard defaults) {
        Tariffs tariffs = new Tariffs(card);
        modifiers.stream().filter(modifier -> modifier.factor() == null).forEach(tariffs::replace);
        modifiers.stream().filter(modifier -> modifier.factor() != null).forEach(tariffs::multiply);
        if (defaults != null && defaults.currency().equals(card.currency())) {
            tariffs.fill(defaults);
        }
        return tariffs.build();
    }

    /** The tariff for a model that has no card. */
    static Tariff ofDefaults(RateCard defaults) {
        Tariffs tariffs = new Tariffs(defaults);
        tariffs.defaulted.addAll(defaults.rates().keySet());
        return tariffs.build();
    }

    private void place(Tiers tiers) {
        tiers.priced().forEach(dimension -> tiersOf.put(dimension, tiers));
    }

    private void replace(Modifier modifier) {
        modifier.rates().forEach((dimension, rate) -> {
            rates.put(dimension, rate);
            tiersOf.remove(dimension);
            fallbacks.remove(dimension);
        });
        modifier.tiers().forEach(this::place);
    }

    private void multiply(Modifier modifier) {
        if (modifier.factor() == null) {
            return;
        }
        Ratio factor = Ratio.of(modifier.factor());
        for (Dimension dimension : rates.keySet()) {
            if (modifier.only().isEmpty() || modifier.only().contains(dimension)) {
                factors.merge(dimension, factor, Ratio::times);
            }
        }
    }

    private void fill(RateCard defaults) {
        defaults.rates().forEach((dimension, rate) -> {
            if (!rates.containsKey(dimension) && !fallbacks.containsKey(dimension)) {
                rates.put(dimension, rate);
                defaulted.add(dimension);
            }
        });
    }

    private Tariff build() {
        List<Tiers> used = tiersOf.values().stream().distinct().toList();
        List<Ladder> ladders =
                used.stream().map(tiers -> new Ladder(tiers, fallbacks)).toList();
        List<Row> rows = new ArrayList<>();
        rates.forEach((dimension, rate) -> rows.add(row(dimension, rate, used, ladders)));
        fallbacks.forEach((dimension, as) -> {
            Rate rate = rates.get(as);
            if (rate != null) {
                rows.add(row(as, rate, used, ladders).as(dimension, measuredBy(dimension, ladders)));
            }
        });
        Set<Dimension> known = new HashSet<>();
        rows.forEach(row -> known.add(row.dimension()));
        for (Ladder ladder : ladders) {
            for (Dimension measured : ladder.measured) {
                if (known.add(measured)) {
                    rows.add(new Row(measured, List.of(), List.of(), -1, measuredBy(measured, ladders), false));
                }
            }
        }
        return new Tariff(rows, ladders);
    }

    private Row row(Dimension dimension, Rate base, List<Tiers> used, List<Ladder> ladders) {
        Tiers tiers = tiersOf.get(dimension);
        List<Rate> written = new ArrayList<>(List.of(base));
        if (tiers != null) {
            for (Tiers.Step step : tiers.steps()) {
                written.add(step.rates().getOrDefault(dimension, written.get(written.size() - 1)));
            }
        }
        Ratio factor = factors.getOrDefault(dimension, Ratio.ONE);
        List<Ratio> prices =
                written.stream().map(rate -> rate.ratio().times(factor)).toList();
        int ladder = tiers == null ? -1 : used.indexOf(tiers);
        return new Row(
                dimension, written, prices, ladder, measuredBy(dimension, ladders), defaulted.contains(dimension));
    }

    private static long measuredBy(Dimension dimension, List<Ladder> ladders) {
        long bits = 0;
        for (int i = 0; i < ladders.size(); i++) {
            bits |= ladders.get(i).measured.contains(dimension) ? 1L << i : 0;
        }
        return bits;
    }
}
