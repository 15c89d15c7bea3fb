package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent and held through an account in a window, and how much has been. Figures are minor units.
 *
 * @param most what the window allows; below zero if there is no limit any more
 * @param period the first instant of the window that is counted
 * @param extra granted beside {@code most} for this window
 * @param reset what of {@code spent} was forgiven in this window, and not reversed since
 * @param pardons how often it forgave what was spent so far, in whatever window
 * @param spent what counts in this window, less what of it was reversed
 * @param held what open holds keep that count in this window
 */
public record Limit(
        AccountId account,
        CreditUnit unit,
        Window window,
        long most,
        LimitTerms terms,
        Instant period,
        long extra,
        long reset,
        int pardons,
        long spent,
        long held) {
    /** The {@code most} of a limit that was lifted for good. */
    public static final long LIFTED = -1;

    /** New rules of a zone move the beginning of a window by less, and the shortest window is longer. */
    private static final Duration MOST_MOVED = Duration.ofHours(12);

    /** True until it is lifted for good. */
    public boolean isInForce() {
        return most >= 0;
    }

    /** True if it refuses what is beyond it at this instant. */
    public boolean isEnforced(Instant at) {
        return isInForce() && !terms.shadow() && !isLifted(at);
    }

    /** True while it is lifted for a time. */
    public boolean isLifted(Instant at) {
        return terms.liftedUntil() != null && at.isBefore(terms.liftedUntil());
    }

    /**
     * The same limit as it counts at {@code at}: in a later window it begins anew. What has been counted stays counted
     * should a zone's rules have changed since, and with them when this window began.
     */
    public Limit at(Instant at) {
        Instant start = window.start(at, terms.zone(), terms.anchor());
        return start.isBefore(period.plus(MOST_MOVED))
                ? this
                : new Limit(account, unit, window, most, terms, start, 0, 0, pardons, 0, 0);
    }

    /** When its window ends and it begins anew, or null if it never does. */
    public @Nullable Instant resets() {
        return window.end(begins(), terms.zone(), terms.anchor());
    }

    /** When the window that is counted begins by the zone's rules as they are now: the nearest beginning there is. */
    public Instant begins() {
        return window.start(period.plus(MOST_MOVED), terms.zone(), terms.anchor());
    }

    /** True if what was set aside or charged at {@code at} counts in this window. */
    public boolean counts(Instant at) {
        return window != Window.CALL && !Usage.slot(at).isBefore(period);
    }

    /** What counts against it: spent, less what was forgiven, and held. */
    public long used() {
        return Math.addExact(Math.max(0, spent - reset), held);
    }

    /** What it allows in this window. */
    public long allowed() {
        return Math.addExact(most, extra);
    }

    /** By how much it would be exceeded if so much more were taken; zero or below if it would not. */
    public long excess(long asked) {
        return Math.subtractExact(Math.addExact(used(), asked), allowed());
    }

    /** What is left in this window, never below zero. */
    public Amount remaining() {
        return Amount.ofMinor(Math.max(0, allowed() - used()), unit);
    }

    /** The same with so much more spent and held. */
    public Limit plus(long moreSpent, long moreHeld) {
        return new Limit(
                account,
                unit,
                window,
                most,
                terms,
                period,
                extra,
                reset,
                pardons,
                Math.addExact(spent, moreSpent),
                Math.addExact(held, moreHeld));
    }

    /** The same with so much forgiven, by so many pardons. */
    public Limit forgiving(long amount, int times) {
        return new Limit(account, unit, window, most, terms, period, extra, amount, times, spent, held);
    }

    /** The account and the window, as a refusal names it. */
    public String label() {
        return account + " " + window;
    }

    /** The window with all that says where it begins, as it is written down when the limit is changed. */
    public String spelledWindow() {
        return window + terms.spelledWindow();
    }

    /** How much it allows and how it binds, as it is written down when that is changed; null if it is lifted for good. */
    public @Nullable String spelled() {
        return isInForce() ? Amount.ofMinor(most, unit).toPlainString() + terms.spelledBinding() : null;
    }
}
