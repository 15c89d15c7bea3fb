package dev.credits.pricing;

import dev.credits.money.Amount;
import dev.credits.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs us and takes from the balance, and by which versions of the price book: asked again by these, it comes
 * to the same, however late. Immutable.
 */
public final class Quote {
    private final Ask ask;
    private final Instant at;
    private final Amount credits;
    private final Basis basis;
    private final List<PriceVersion> versions;
    private final @Nullable Costing costing;
    private final @Nullable Terms terms;

    Quote(
            Ask ask,
            Instant at,
            Amount credits,
            Basis basis,
            List<PriceVersion> versions,
            @Nullable Costing costing,
            @Nullable Terms terms) {
        this.ask = ask;
        this.at = at;
        this.credits = credits;
        this.basis = basis;
        this.versions = versions;
        this.costing = costing;
        this.terms = terms;
    }

    /** What the credits were computed from. */
    public enum Basis {
        /** What was used. */
        USAGE,
        /** Fixed prices. */
        FIXED,
        /** A bundle. */
        BUNDLE
    }

    public Ask ask() {
        return ask;
    }

    public Instant at() {
        return at;
    }

    /** What it takes from the balance. */
    public Amount credits() {
        return credits;
    }

    public Basis basis() {
        return basis;
    }

    /**
     * What it costs us; null if no model is named, or a fixed price stands for one that has no card. Shown with 15 decimals
     * at most, half-even; the credits are computed from the exact cost.
     */
    public @Nullable Money cost() {
        return costing == null ? null : costing.money(counted(costing));
    }

    /** The versions of the price book it was computed by. */
    public List<PriceVersion> versions() {
        return versions;
    }

    /** The margin, where credits come from usage. */
    public @Nullable MarginRule margin() {
        return terms == null ? null : terms.margin;
    }

    /** What a credit was worth, where credits come from usage. */
    public @Nullable CreditValue creditValue() {
        return terms == null ? null : terms.value;
    }

    /** How it was rounded, where credits come from usage. */
    public @Nullable Rounding rounding() {
        return terms == null ? null : terms.rounding;
    }

    /** The modifiers that applied, asked for or by the time of day. */
    public Set<String> modifiers() {
        return costing == null ? Set.of() : costing.modifiers();
    }

    /** The cost, dimension by dimension and tier by tier; empty if no cost is known. */
    public List<Line> lines() {
        if (costing == null) {
            return List.of();
        }
        Usage usage = counted(costing);
        return costing.tariff().shares(usage).stream()
                .map(share -> line(share, usage, costing))
                .toList();
    }

    /** What is needed to compute it again, small enough to be kept with the charge. */
    public Receipt receipt() {
        return new Receipt(ask, at, versions.stream().map(PriceVersion::number).toList(), credits, cost());
    }

    @Override
    public String toString() {
        return credits + " (" + basis + ", " + at + ")";
    }

    private Usage counted(Costing by) {
        return by.tariff().counted(ask.usage());
    }

    private static Line line(Tariff.Share share, Usage usage, Costing costing) {
        return new Line(
                share.slot().dimension,
                Usage.plain(BigDecimal.valueOf(share.quantity(), usage.scale)),
                share.rate(),
                costing.tariff().above(share),
                share.slot().defaulted,
                costing.money(share.cost(), usage));
    }

    /**
     * One part of the cost.
     *
     * @param rate as the card has it, before any factor of a modifier
     * @param above the bound of the tier it is priced in; 0 below every bound
     * @param defaulted whether the rate is that of the default policy
     * @param cost with every factor
     */
    public record Line(
            Dimension dimension, BigDecimal quantity, Rate rate, long above, boolean defaulted, Money cost) {}
}
