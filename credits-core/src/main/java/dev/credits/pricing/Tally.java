package dev.credits.pricing;

import dev.credits.money.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what one call uses piece by piece, at the prices it began with, so that what is taken piece by piece comes to
 * exactly what the whole would have cost at once: it is rounded as a whole, not in its pieces. Not thread-safe.
 */
public final class Tally {
    private final Prices prices;
    private final Ask ask;
    private final Instant at;
    private Usage used;
    private Amount taken;
    private @Nullable Pricing soFar;

    Tally(Prices prices, Ask ask, Instant at) {
        this.prices = prices;
        this.ask = ask;
        this.at = at;
        this.used = ask.usage();
        this.taken = Amount.zero(ask.unit());
    }

    /** Another one at the same prices, with nothing used yet. */
    public Tally anew() {
        return new Tally(prices, ask.usage(Usage.none()), at);
    }

    /** What the same call costs by these prices if it uses so much. */
    public Pricing quote(Usage usage) {
        return prices.quote(ask.usage(usage), at);
    }

    /** Everything used so far. */
    public Usage used() {
        return used;
    }

    /** Adds what was used since; what all of it costs so far. */
    public Pricing add(Usage more) {
        used = used.plus(more);
        soFar = null;
        return soFar();
    }

    /** What all of it costs so far. */
    public Pricing soFar() {
        Pricing known = soFar;
        if (known == null) {
            known = prices.quote(ask.usage(used), at);
            soFar = known;
        }
        return known;
    }

    /**
     * What is due now beyond what was taken before, and counts as taken from here on. Zero if a tier made the whole cheaper
     * than what was taken; {@link #taken} tells. Refused like {@link Pricing#orElseThrow} if there is no price.
     */
    public Amount take() {
        Amount due = soFar().orElseThrow().credits().minus(taken);
        if (!due.isPositive()) {
            return Amount.zero(ask.unit());
        }
        taken = taken.plus(due);
        return due;
    }

    /** What was taken so far. */
    public Amount taken() {
        return taken;
    }
}
