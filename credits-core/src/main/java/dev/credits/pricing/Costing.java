package dev.credits.pricing;

import dev.credits.money.Money;
import dev.credits.pricing.internal.Ratio;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/**
 * How the provider's cost of a call is found: a tariff, and where it comes from.
 *
 * @param modifiers those that apply
 * @param versions the card's, and that of the default rates if there are any
 */
record Costing(Tariff tariff, Currency currency, Set<String> modifiers, List<PriceVersion> versions) {
    /** The decimals a cost is shown with; credits are computed without this rounding. */
    static final int DECIMALS = 15;

    /** Costs from this many digits on are refused. */
    private static final int MAX_DIGITS = 24;

    /** Whether all of a usage is priced, and its cost is no more than can be told. */
    boolean covers(Usage usage) {
        Usage counted = tariff.counted(usage);
        return tariff.unpriced(counted) == null && !isTooMuch(tariff.cost(counted), counted);
    }

    /** The cost of a counted usage, all of it priced. */
    Money money(Usage usage) {
        return money(tariff.cost(usage), usage);
    }

    Money money(BigInteger cost, Usage usage) {
        return new Money(ratio(cost, usage).decimal(DECIMALS, RoundingMode.HALF_EVEN), currency);
    }

    Ratio ratio(BigInteger cost, Usage usage) {
        return new Ratio(cost, tariff.denominator.multiply(BigInteger.TEN.pow(usage.scale)));
    }

    boolean isTooMuch(BigInteger cost, Usage usage) {
        return ratio(cost, usage).compareTo(new Ratio(BigInteger.TEN.pow(MAX_DIGITS), BigInteger.ONE)) >= 0;
    }
}
