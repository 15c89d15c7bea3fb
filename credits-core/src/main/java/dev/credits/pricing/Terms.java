package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.pricing.Pricing.Priced;
import dev.credits.pricing.Pricing.Reason;
import dev.credits.pricing.Pricing.Unpriced;
import dev.credits.pricing.internal.Ratio;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that turns a usage into credits, as one fraction: cost / value of a credit × (1 + margin / 100), in the unit's
 * minor units, over the step it is rounded to.
 */
final class Terms {
    final Costing costing;
    final MarginRule margin;
    final CreditValue value;
    final Rounding rounding;
    final List<PriceVersion> versions;

    private final Factor whole;
    private final Factor fine;

    Terms(Costing costing, MarginRule margin, CreditValue value, Rounding rounding, List<PriceVersion> policies) {
        this.costing = costing;
        this.margin = margin;
        this.value = value;
        this.rounding = rounding;
        List<PriceVersion> all = new ArrayList<>(costing.versions());
        all.addAll(policies);
        this.versions = List.copyOf(all);
        Ratio perCost = margin.factor()
                .times(BigInteger.TEN.pow(rounding.unit().scale()))
                .over(Ratio.of(value.value().amount()))
                .over(Ratio.of(rounding.step().minor()));
        this.whole = factor(perCost, 0);
        this.fine = factor(perCost, Usage.DECIMALS);
    }

    Pricing quote(Ask ask, Instant at) {
        Usage usage = costing.tariff().counted(ask.usage());
        Dimension unknown = costing.tariff().unpriced(usage);
        if (unknown != null) {
            return new Unpriced(Reason.UNKNOWN_DIMENSION, unknown.name(), ask.model() + " has no rate for " + unknown);
        }
        long cost = costing.tariff().fastCost(usage);
        long steps = cost < 0 ? Factor.TOO_LARGE : factor(usage).apply(cost);
        long step = rounding.step().minor();
        if (steps < 0 || Math.multiplyHigh(steps, step) != 0 || steps * step < 0) {
            return exactQuote(ask, usage, at);
        }
        return quote(ask, at, steps * step);
    }

    /** The same quote in numbers without bounds. */
    private Pricing exactQuote(Ask ask, Usage usage, Instant at) {
        BigInteger cost = costing.tariff().cost(usage);
        BigInteger minor = factor(usage)
                .apply(cost)
                .multiply(BigInteger.valueOf(rounding.step().minor()));
        if (minor.bitLength() >= Long.SIZE || costing.isTooMuch(cost, usage)) {
            String most = Amount.ofMinor(Long.MAX_VALUE, rounding.unit()).toString();
            return new Unpriced(
                    Reason.TOO_MANY_CREDITS, String.valueOf(ask.model()), "it would come to more than " + most);
        }
        return quote(ask, at, minor.longValue());
    }

    private Pricing quote(Ask ask, Instant at, long minor) {
        Amount credits = Amount.ofMinor(minor, rounding.unit());
        return new Priced(new Quote(ask, at, credits, Quote.Basis.USAGE, versions, costing, this));
    }

    private Factor factor(Usage usage) {
        return usage.scale == 0 ? whole : fine;
    }

    private Factor factor(Ratio perCost, int decimals) {
        BigInteger pieces = costing.tariff().denominator.multiply(BigInteger.TEN.pow(decimals));
        return new Factor(perCost.over(new Ratio(pieces, BigInteger.ONE)), rounding.mode());
    }
}
