package dev.credits.ledger;

import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets how much may be spent and held through an account in a window, or lifts that limit; needs a reason. What was spent
 * in the window before counts; nothing is taken back. It replaces all terms of the limit: to change only the amount, hand in
 * the terms as they are, {@code on(limit.terms())}. A zone that is not given is UTC.
 *
 * @param most what the window is to allow, or null to lift the limit
 * @param yields leaves a limit as it is that was set by hand
 */
public record SetLimit(
        AccountId account, Window window, @Nullable Amount most, LimitTerms terms, boolean yields, Memo memo)
        implements Command {
    public SetLimit {
        memo.withReason();
        if (most != null) {
            Amounts.zeroOrMore("amount", most);
        }
        window.checkAnchor(terms.anchor());
        Usage.inQuarters(terms.zone());
    }

    /** A limit on the usual terms. */
    public static SetLimit of(AccountId account, Window window, Amount most, Memo memo) {
        return new SetLimit(account, window, most, LimitTerms.USUAL, false, memo);
    }

    /** No limit any more. */
    public static SetLimit lifted(AccountId account, Window window, Memo memo) {
        return new SetLimit(account, window, null, LimitTerms.USUAL, false, memo);
    }

    /** The same on these terms. */
    public SetLimit on(LimitTerms other) {
        return new SetLimit(account, window, most, other, yields, memo);
    }

    /** The same by this zone's calendar. */
    public SetLimit in(ZoneId zone) {
        return on(terms.in(zone));
    }

    /** The same for windows that begin on this day of the week or month. */
    public SetLimit anchoredAt(int day) {
        return on(terms.anchoredAt(day));
    }

    /** The same, evaluated but not enforced. */
    public SetLimit inShadow() {
        return on(terms.inShadow());
    }

    /** The same, not enforced before this instant. */
    public SetLimit liftedUntil(Instant at) {
        return on(terms.liftedUntil(at));
    }

    /** The same, unless one was set by hand. */
    public SetLimit yielding() {
        return new SetLimit(account, window, most, terms, true, memo);
    }

    @Override
    public String op() {
        return "limit";
    }

    @Override
    public List<Field> asked() {
        return List.of(
                Field.of("window", window),
                Amounts.field("amount", most),
                Field.of("zone", terms.zone()),
                Field.of("anchor", terms.anchor()),
                Field.of("shadow", terms.shadow()),
                Field.of("until", terms.liftedUntil()),
                Field.of("plan", terms.plan()),
                Field.of("yields", yields));
    }

    static void requireCounting(Window window) {
        if (window == Window.CALL) {
            throw new InvalidInputException("window", window, "DAY, WEEK, MONTH or NONE: a single call counts nothing");
        }
    }
}
