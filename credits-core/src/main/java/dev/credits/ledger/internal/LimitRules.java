package dev.credits.ledger.internal;

import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.spi.LoadPlan.Since;
import dev.credits.spi.Loaded.Count;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Limits set, lifted, stretched and forgiven. */
final class LimitRules {
    private LimitRules() {}

    static void limit(Turn turn, SetLimit command) {
        Desk desk = turn.account();
        if (command.most() != null) {
            AccountRules.requireUnit(desk, command.most());
        }
        Limit stored = desk.limits().find(command.window());
        Limit before = stored != null && stored.isInForce() ? stored : null;
        Limit next = next(turn, desk, command, before);
        next = next.forgiving(next.reset(), stored == null ? 0 : stored.pardons());
        if (stored != null || next.isInForce()) {
            desk.limits().put(next);
        }
        turn.line(desk, EntryKind.LIMIT)
                .amends("limit " + next.spelledWindow(), before == null ? null : before.spelled(), next.spelled())
                .write();
    }

    static void extra(Turn turn, GrantExtra command) {
        Desk desk = AccountRules.inUnit(turn.account(), command.amount());
        Limit limit = current(desk, command.window());
        long extra = Math.addExact(limit.extra(), command.amount().minor());
        Math.addExact(limit.most(), extra);
        desk.limits().put(with(limit, extra));
        turn.line(desk, EntryKind.EXTRA)
                .counted(counted(desk, limit))
                .amends("extra " + limit.spelledWindow(), plain(desk, limit.extra()), plain(desk, extra))
                .write();
    }

    static void reset(Turn turn, ResetUsage command) {
        Desk desk = turn.account();
        Limit limit = current(desk, command.window());
        long forgiven = Math.max(0, limit.spent() - limit.reset());
        desk.limits().put(limit.forgiving(limit.reset() + forgiven, Math.addExact(limit.pardons(), 1)));
        turn.line(desk, EntryKind.RESET)
                .counted(counted(desk, limit))
                .amends("usage " + limit.spelledWindow(), plain(desk, forgiven), "0")
                .write();
    }

    /**
     * Tells that less is forgiven of an account's spending, because some of that was reversed. It counts when that was spent:
     * the window may be over by now, though nothing has been spent since.
     */
    static void reversed(Turn turn, Reverse command, Entry spent, Limit before) {
        Desk desk = turn.desk(before.account());
        Limit limit = Objects.requireNonNull(desk.limits().find(before.window()));
        turn.line(desk, EntryKind.REVERSE)
                .reverses(command.of())
                .counted(spent.counted())
                .amends("forgiven " + limit.spelledWindow(), plain(desk, before.reset()), plain(desk, limit.reset()))
                .write();
    }

    /** The first slot that a limit counts which is set by this command at this time. */
    static Instant since(SetLimit command, Instant now) {
        return Usage.slot(command.window()
                .start(now, command.terms().zone(), command.terms().anchor()));
    }

    private static Limit next(Turn turn, Desk desk, SetLimit command, @Nullable Limit before) {
        if (before != null && command.yields() && before.terms().plan() == null) {
            return before;
        }
        if (command.most() == null) {
            return lifted(fresh(desk, command, Limit.LIFTED, Instant.EPOCH));
        }
        Limit next = fresh(desk, command, command.most().minor(), since(command, desk.now()));
        if (before != null && before.terms().countsAs(command.terms())) {
            Limit now = before.at(desk.now());
            return new Limit(
                    desk.id(),
                    now.unit(),
                    now.window(),
                    next.most(),
                    next.terms(),
                    now.period(),
                    now.extra(),
                    now.reset(),
                    now.pardons(),
                    now.spent(),
                    now.held());
        }
        if (command.window() == Window.CALL) {
            return next;
        }
        Count count = turn.book().count(new Since(desk.id(), next.period()));
        return next.plus(count.spent(), count.held());
    }

    /** What is left of a limit that is lifted for good: which windows it had, and nothing else. */
    static Limit lifted(Limit limit) {
        LimitTerms terms = LimitTerms.USUAL
                .in(limit.terms().zone())
                .anchoredAt(limit.terms().anchor());
        return new Limit(
                limit.account(),
                limit.unit(),
                limit.window(),
                Limit.LIFTED,
                terms,
                Instant.EPOCH,
                0,
                0,
                limit.pardons(),
                0,
                0);
    }

    private static Limit fresh(Desk desk, SetLimit command, long most, Instant period) {
        return new Limit(desk.id(), desk.base().unit(), command.window(), most, command.terms(), period, 0, 0, 0, 0, 0);
    }

    private static Limit current(Desk desk, Window window) {
        Limit limit = desk.limits().find(window);
        if (limit == null || !limit.isInForce()) {
            String message = "account " + desk.id() + " has no " + window + " limit";
            throw Refusal.by(DeclineCode.WRONG_DIRECTION, message, desk.id());
        }
        return limit.at(desk.now());
    }

    /** When the change counts: in the window the limit counts, should the account's own time be behind it. */
    private static Instant counted(Desk desk, Limit limit) {
        return limit.period().isAfter(desk.now()) ? limit.period() : desk.now();
    }

    private static Limit with(Limit limit, long extra) {
        return new Limit(
                limit.account(),
                limit.unit(),
                limit.window(),
                limit.most(),
                limit.terms(),
                limit.period(),
                extra,
                limit.reset(),
                limit.pardons(),
                limit.spent(),
                limit.held());
    }

    private static String plain(Desk desk, long minor) {
        return desk.amount(minor).toPlainString();
    }
}
