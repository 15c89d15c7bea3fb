package dev.credits.metering;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Pricing;
import dev.credits.pricing.Pricing.Priced;
import dev.credits.pricing.Quote;
import dev.credits.pricing.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says how much to set aside for a call. */
@FunctionalInterface
public interface HoldSizing {
    /**
     * The dearest way in which the call can use what it may use at most: output may turn out to be reasoning, and input may
     * be written to the provider's cache, and either may cost more than was asked for.
     */
    HoldSizing WORST_CASE = (most, pricing) -> {
        Amount dearest = most.credits();
        Usage usage = most.ask().usage();
        Map<Dimension, Dimension> reasoning = Map.of(Dimension.OUTPUT, Dimension.REASONING);
        Map<Dimension, Dimension> written = Map.of(Dimension.INPUT, Dimension.CACHED_WRITE);
        Map<Dimension, Dimension> both =
                Map.of(Dimension.OUTPUT, Dimension.REASONING, Dimension.INPUT, Dimension.CACHED_WRITE);
        for (Map<Dimension, Dimension> way : List.of(reasoning, written, both)) {
            if (pricing.apply(moved(usage, way)) instanceof Priced other
                    && other.quote().credits().compareTo(dearest) > 0) {
                dearest = other.quote().credits();
            }
        }
        return dearest;
    };

    /**
     * The amount to set aside, zero or more.
     *
     * @param most the quote for what the call may use at most
     * @param pricing what another usage would come to, by the same prices
     */
    Amount hold(Quote most, Function<Usage, Pricing> pricing);

    /** Is told what became of a call, for sizings that learn. It should be quick; what it throws is logged. */
    default void settled(Quote most, Bill bill) {}

    /** What this usage comes to, rather than the most the call may use; the most, if it has no price. */
    static HoldSizing expecting(Usage usage) {
        return (most, pricing) ->
                pricing.apply(usage) instanceof Priced priced ? priced.quote().credits() : most.credits();
    }

    /** So many hundredths of the worst case. */
    static HoldSizing percent(int share) {
        if (share < 0 || share > 1_000) {
            throw new InvalidInputException("percent", share, "a whole number from 0 to 1000");
        }
        BigDecimal factor = BigDecimal.valueOf(share, 2);
        return (most, pricing) -> WORST_CASE.hold(most, pricing).times(factor, RoundingMode.UP);
    }

    private static Usage moved(Usage usage, Map<Dimension, Dimension> to) {
        Usage.Builder moved = Usage.builder();
        usage.quantities().forEach((dimension, quantity) -> moved.add(to.getOrDefault(dimension, dimension), quantity));
        return moved.build();
    }
}
