package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.child;
import static dev.credits.testkit.contract.BudgetCommands.extra;
import static dev.credits.testkit.contract.BudgetCommands.isolate;
import static dev.credits.testkit.contract.BudgetCommands.lift;
import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.BudgetCommands.member;
import static dev.credits.testkit.contract.BudgetCommands.move;
import static dev.credits.testkit.contract.BudgetCommands.plan;
import static dev.credits.testkit.contract.BudgetCommands.reset;
import static dev.credits.testkit.contract.BudgetCommands.share;
import static dev.credits.testkit.contract.BudgetCommands.stop;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.floor;
import static dev.credits.testkit.contract.Commands.freeze;
import static dev.credits.testkit.contract.Commands.grant;
import static dev.credits.testkit.contract.Commands.grantFrom;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.open;
import static dev.credits.testkit.contract.Commands.reserve;
import static dev.credits.testkit.contract.Commands.reverse;
import static dev.credits.testkit.contract.Commands.settle;
import static dev.credits.testkit.contract.Commands.transfer;
import static dev.credits.testkit.contract.Commands.unfreeze;
import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.ledger.Entry;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.ledger.Window;
import dev.credits.money.Money;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with something of everything in it, and ways to change what it reads as. A careful forger gives a changed entry
 * the right hash, and all that follow, and the account's row the last of them.
 */
abstract class ForgedLedger {
    static final String USER = "user:1";
    static final String MEMBER = "team/ann";

    final Scenario given = new Scenario(new StorageUnderTest() {
        @Override
        public Storage storage() {
            return new MemoryStorage();
        }

        @Override
        public Storage anotherHandle(Storage storage) {
            return storage;
        }
    });

    ForgedLedger() {
        given.does(
                open("org"),
                grant("org", "g", "1000"),
                open(USER),
                child("team", "org"),
                child("club", "org"),
                member(MEMBER, "team"));
        LotTerms terms = LotTerms.of(Source.PAID)
                .starting(given.now())
                .expiring(given.in(Duration.ofDays(60)))
                .costing(Money.of("5", "USD"));
        given.does(
                grant(USER, "g", "10").on(terms),
                grantFrom(USER, "later", "5", given.in(Duration.ofDays(1))),
                charge(USER, "c", "4"),
                reserve(USER, "h", "1", Duration.ofDays(30)),
                reserve(USER, "h2", "1"),
                settle(USER, "s2", "h2", "0.5"),
                reserve(USER, "short", "1", Duration.ofMinutes(1)),
                reverse(USER, "r", "c", "1"),
                transfer(USER, "org", "t", "2"));
        given.does(
                limit(USER, "l", Window.MONTH, "50"),
                extra(USER, "e", Window.MONTH, "5"),
                reset(USER, "rs", Window.MONTH),
                limit(USER, "lw", Window.WEEK, "50"),
                lift(USER, "lw2", Window.WEEK),
                limit(MEMBER, "l", Window.DAY, "20"));
        given.does(
                grant("team", "g", "20"),
                reserve(MEMBER, "m", "3", Duration.ofDays(30)),
                charge(MEMBER, "c", "2"),
                share("club", "f"),
                isolate("club", "f2"),
                move("club", "mv", null),
                floor(USER, "fl", "-2"),
                floor(USER, "fl2", "-5"),
                stop(USER, "st", true),
                stop(USER, "st2", false),
                plan(USER, "p", "pro"),
                freeze(USER, "fr"),
                unfreeze(USER, "un"));
        given.does(open("poor"), floor("poor", "fl", "-10"), charge("poor", "c", "4"));
        given.clock().advance(Duration.ofMinutes(2));
        given.ledger().sweep();
        assertThat(given.ledger().verify().violations()).isEmpty();
    }

    final Tampering forged(UnaryOperator<Tampering> told) {
        return told.apply(Tampering.with(given.storage()));
    }

    static Predicate<Hold> is(String key) {
        return hold -> hold.key().equals(key(key));
    }

    final UnaryOperator<Tampering> in(Predicate<Entry> which, String field, @Nullable Object value) {
        return chain(which, entry -> Altered.with(entry, field, value));
    }

    final UnaryOperator<Tampering> moved(Predicate<Entry> which, LotMove move) {
        return in(which, "moves", List.of(move));
    }

    /** Changes the user's first such entry, and every hash from there on. */
    final UnaryOperator<Tampering> chain(Predicate<Entry> which, UnaryOperator<Entry> lie) {
        List<Entry> forged = new ArrayList<>();
        Hash last = Hash.GENESIS;
        boolean told = false;
        for (Entry entry : given.entries(USER)) {
            boolean tells = !told && which.test(entry);
            Entry next = (tells ? lie.apply(entry) : entry).chainedTo(last);
            told |= tells;
            last = next.hash();
            forged.add(next);
        }
        assertThat(told).isTrue();
        Hash head = last;
        return rows -> rows.entries(entries -> isOf(entries, USER) ? forged : entries)
                .accounts(row -> row.id().equals(id(USER)) ? Altered.with(row, "hash", head) : row);
    }

    static boolean isOf(List<Entry> entries, String account) {
        return !entries.isEmpty() && entries.get(0).account().equals(id(account));
    }

    static UnaryOperator<Tampering> account(String account, String field, @Nullable Object value) {
        return rows -> rows.accounts(row -> row.id().equals(id(account)) ? Altered.with(row, field, value) : row);
    }

    /** The user's first lot. */
    static UnaryOperator<Tampering> lot(String field, @Nullable Object value) {
        return rows -> rows.lots(lots -> each(
                lots,
                lot -> lot.account().equals(id(USER)) && lot.number() == 1 ? Altered.with(lot, field, value) : lot));
    }

    static UnaryOperator<Tampering> hold(String key, String field, @Nullable Object value) {
        return rows ->
                rows.holds(holds -> each(holds, hold -> is(key).test(hold) ? Altered.with(hold, field, value) : hold));
    }

    static UnaryOperator<Tampering> reversal(String field, @Nullable Object value) {
        return rows -> rows.reversals(reversals -> each(reversals, row -> Altered.with(row, field, value)));
    }

    static UnaryOperator<Tampering> monthly(String field, @Nullable Object value) {
        return rows -> rows.limits(
                limits -> each(limits, row -> row.window() == Window.MONTH ? Altered.with(row, field, value) : row));
    }

    static UnaryOperator<Tampering> usage(String field, @Nullable Object value) {
        return rows -> rows.usage(usage -> each(usage, row -> Altered.with(row, field, value)));
    }

    static <T> List<T> each(List<T> rows, UnaryOperator<T> change) {
        return rows.stream().map(change).toList();
    }

    static <T> List<T> without(List<T> rows, Predicate<T> which) {
        return rows.stream().filter(which.negate()).toList();
    }

    /** The rows, and another like the first one if that is this account's. */
    static <T> List<T> with(
            List<T> rows, String account, Function<T, dev.credits.ledger.AccountId> whose, UnaryOperator<T> change) {
        List<T> more = new ArrayList<>(rows);
        rows.stream()
                .filter(row -> whose.apply(row).equals(id(account)))
                .findFirst()
                .ifPresent(row -> more.add(change.apply(row)));
        return more;
    }
}
