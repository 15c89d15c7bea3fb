package dev.credits.pricing;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.internal.Decimals;
import dev.credits.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition under which a card's rates differ: batch, priority, a region, a time of day. It multiplies rates or replaces
 * them. Replacing comes first, then every factor; two that replace the rate of one dimension cannot apply together.
 *
 * @param name by which a request asks for it
 * @param factor what rates are multiplied by, or null if it replaces them
 * @param only the dimensions it multiplies; empty for all
 * @param rates the rates it puts in place of the card's
 * @param tiers their tiers; a replaced rate has none of the card's own
 * @param hours when it applies of itself, whether asked for or not; null for only when asked for
 */
public record Modifier(
        String name,
        @Nullable BigDecimal factor,
        Set<Dimension> only,
        Map<Dimension, Rate> rates,
        List<Tiers> tiers,
        @Nullable Hours hours) {
    private static final int MAX_NAME = 60;
    private static final int MAX_SCALE = 12;
    private static final BigDecimal MAX_FACTOR = BigDecimal.valueOf(1000);

    public Modifier {
        Text.line("modifier", name, MAX_NAME);
        only = Ordered.set(only);
        rates = Ordered.map(rates);
        tiers = List.copyOf(tiers);
        if (factor != null) {
            Decimals.bounded("factor", factor);
        }
        boolean sane = factor == null
                || (factor.signum() > 0 && factor.compareTo(MAX_FACTOR) <= 0 && factor.scale() <= MAX_SCALE);
        if (!sane) {
            throw new InvalidInputException(
                    "factor of " + name, factor, "above zero and at most 1000, with at most 12 decimals");
        }
        if ((factor == null) == rates.isEmpty()
                || (factor != null && !tiers.isEmpty())
                || (factor == null && !only.isEmpty())) {
            throw new InvalidInputException("modifier", name, "either a factor, or rates and perhaps their tiers");
        }
    }

    /** Multiplies every rate. */
    public static Modifier times(String name, String factor) {
        return new Modifier(name, Decimals.parsed("factor", factor), Set.of(), Map.of(), List.of(), null);
    }

    /** Multiplies the rates of these dimensions. */
    public static Modifier times(String name, String factor, Set<Dimension> only) {
        return new Modifier(name, Decimals.parsed("factor", factor), only, Map.of(), List.of(), null);
    }

    /** Replaces rates. */
    public static Modifier replacing(String name, Map<Dimension, Rate> rates) {
        return new Modifier(name, null, Set.of(), rates, List.of(), null);
    }

    /** The same, at these hours of every day. */
    public Modifier during(Hours window) {
        return new Modifier(name, factor, only, rates, tiers, window);
    }

    /**
     * A part of every day, in a zone; may run past midnight.
     *
     * @param from its first moment
     * @param to the first moment after it
     */
    public record Hours(LocalTime from, LocalTime to, ZoneId zone) {
        public Hours {
            if (from.equals(to)) {
                throw new InvalidInputException("hours", from + " to " + to, "a part of the day");
            }
        }

        public boolean contain(Instant at) {
            LocalTime time = at.atZone(zone).toLocalTime();
            boolean begun = !time.isBefore(from);
            boolean open = time.isBefore(to);
            return from.isBefore(to) ? begun && open : begun || open;
        }
    }
}
