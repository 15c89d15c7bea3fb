package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.Hold;
import dev.credits.ledger.LedgerClock;
import dev.credits.ledger.TransactionId;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Loader;
import dev.credits.spi.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loads what commands need: once what they say and what was seen of their accounts before, and again what turned out to
 * be needed beside. In the steady state there is one load.
 *
 * <p>The time is taken when all accounts are there, and so are locked, if they are locked at all. What is due was asked
 * for before that, by a little later than the clock showed; if locks were waited for longer, or an account's own time is
 * ahead of the clock, it is asked for again.
 */
final class Plans {
    private static final Duration AHEAD = Duration.ofMillis(100);

    private final Loader loader;
    private final Needs needs;
    private final Supplier<Instant> clock;
    private final boolean atOnce;
    private @Nullable ClockCheck check;

    private Plans(Loader loader, Needs needs, Supplier<Instant> clock, boolean atOnce) {
        this.loader = loader;
        this.needs = needs;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** A book with everything these tasks need, for a question: with all that is due, however much that is. */
    static Book foresee(Reader reader, List<Task> tasks, Instant now, PathHints hints) {
        Supplier<Instant> clock = () -> now;
        Plans plans = new Plans(reader, needs(tasks, clock, hints), clock, false);
        Book book = plans.load();
        List.copyOf(book.desks()).forEach(desk -> plans.foresee(reader, desk, false));
        return book;
    }

    /** A book with one account as it stands once all that is due is booked; for a question. */
    static Book foresee(Reader reader, AccountId account, Instant now, PathHints hints) {
        Supplier<Instant> clock = () -> now;
        Needs needs = needs(List.of(), clock, hints);
        needs.account(account);
        Plans plans = new Plans(reader, needs, clock, false);
        Book book = plans.load();
        Desk desk = book.peek(account);
        if (desk != null) {
            plans.foresee(reader, desk, true);
            Due.book(book, desk);
        }
        return book;
    }

    /** These accounts as they stand once all that is due is booked, those that exist; for a question. */
    static Map<AccountId, Account> foresee(
            Reader reader, Collection<AccountId> accounts, Instant now, PathHints hints) {
        Supplier<Instant> clock = () -> now;
        Needs needs = needs(List.of(), clock, hints);
        accounts.forEach(needs::account);
        Plans plans = new Plans(reader, needs, clock, false);
        Book book = plans.load();
        Map<AccountId, Account> stand = new HashMap<>();
        for (AccountId account : accounts) {
            Desk desk = book.peek(account);
            if (desk != null) {
                plans.foresee(reader, desk, true);
                Due.book(book, desk);
                stand.put(account, desk.account(desk.base().hash()));
            }
        }
        return stand;
    }

    /** The same with a hold, and the account whose credits it holds. */
    static Book foresee(Reader reader, TransactionId hold, Instant now, PathHints hints) {
        Supplier<Instant> clock = () -> now;
        Needs needs = needs(List.of(), clock, hints);
        LoadPlan alone = LoadPlan.of(Set.of(), needs.by()).holds(Set.of(hold));
        List<Hold> found = reader.load(alone).holds();
        found.forEach(one -> needs.account(one.funder()));
        needs.hold(hold);
        Plans plans = new Plans(reader, needs, clock, false);
        Book book = plans.load();
        for (Hold one : found) {
            Desk desk = Objects.requireNonNull(book.peek(one.funder()));
            plans.foresee(reader, desk, true);
            Due.book(book, desk);
        }
        return book;
    }

    /** A book with everything these tasks need. */
    static Book loadFor(Loader loader, List<Task> tasks, LedgerClock clock, PathHints hints) {
        return new Plans(loader, needs(tasks, clock::instant, hints), clock::instant, false).loadBy(clock);
    }

    /** The same with all accounts from one load, {@code also} among them; breaks off if that turns out not to be all. */
    static Book loadAtOnce(Loader loader, List<Task> tasks, Set<AccountId> also, LedgerClock clock, PathHints hints) {
        Needs needs = needs(tasks, clock::instant, hints);
        also.forEach(needs::account);
        return new Plans(loader, needs, clock::instant, true).loadBy(clock);
    }

    /** A book with these accounts and what is due on them; breaks off, if {@code atOnce}, as {@link #loadAtOnce} does. */
    static Book load(
            Loader loader, Collection<AccountId> accounts, boolean atOnce, LedgerClock clock, PathHints hints) {
        Needs needs = needs(List.of(), clock::instant, hints);
        accounts.forEach(needs::account);
        return new Plans(loader, needs, clock::instant, atOnce).loadBy(clock);
    }

    /** The same, by the instants that commands of these accounts would have. */
    static Book loadWays(Loader loader, Collection<AccountId> accounts, Supplier<Instant> clock, PathHints hints) {
        Needs needs = needs(List.of(), clock, hints);
        accounts.forEach(needs::wayOf);
        return new Plans(loader, needs, clock, false).load();
    }

    /** Books what is due on an account piece by piece, until no more than one is left; nothing of it is written. */
    private void foresee(Reader reader, Desk desk, boolean forget) {
        Book book = needs.book();
        Hold last = book.openHolds(desk.id()).stream()
                .filter(hold -> !hold.deadline().isAfter(desk.now()))
                .sorted(Hold.BY_DEADLINE)
                .skip(LoadPlan.MOST_DUE - 1)
                .findFirst()
                .orElse(null);
        boolean goesOn = true;
        while (goesOn && Due.isMoreThanAPiece(book, desk)) {
            int booked = Due.bookPiece(book, desk);
            if (forget) {
                book.forget(needs.holds());
            }
            List<Hold> next =
                    last == null ? List.of() : reader.dueHolds(desk.id(), last, desk.now(), LoadPlan.MOST_DUE);
            last = next.isEmpty() ? last : next.get(next.size() - 1);
            needs.admit(Loaded.ofHolds(next));
            fill();
            goesOn = booked > 0 || !next.isEmpty();
        }
    }

    private static Needs needs(List<Task> tasks, Supplier<Instant> clock, PathHints hints) {
        Instant now = clock.get();
        return new Needs(new Book(now), tasks, hints, now.plus(AHEAD));
    }

    /** For what is to be written: by a clock that agrees with the storage's. */
    private Book loadBy(LedgerClock ledger) {
        check = ledger.check(clock.get());
        needs.checks(check);
        needs.book().goesBy(ledger, check);
        return load();
    }

    private Book load() {
        Book book = needs.book();
        needs.admit(loader.load(needs.plan()));
        fill();
        Instant now = clock.get();
        Duration ahead = AHEAD;
        while (book.latest(now).isAfter(needs.by())) {
            ahead = ahead.multipliedBy(2);
            needs.againBy(book.latest(now).plus(ahead));
            needs.admit(loader.load(needs.plan()));
            fill();
            now = clock.get();
        }
        if (check != null) {
            check.requireSteady(now);
        }
        needs.settle(now);
        fill();
        return book;
    }

    private void fill() {
        for (LoadPlan plan = needs.plan(); !plan.isEmpty(); plan = needs.plan()) {
            if (atOnce && !plan.accounts().isEmpty()) {
                throw new MoreAccounts(plan.accounts());
            }
            needs.admit(loader.load(plan));
        }
    }
}
