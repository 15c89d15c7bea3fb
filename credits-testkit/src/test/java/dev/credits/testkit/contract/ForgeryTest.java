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
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.credits.ledger.AccountStatus;
import dev.credits.ledger.CostBasis;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Hold;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Lot;
import dev.credits.ledger.LotMove;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Source;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import dev.credits.spi.Storage;
import dev.credits.testkit.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * What a careful forger writes: a changed entry has the right hash, so have all that follow, and the account's row has the
 * last of them. Each lie breaks one rule, and the check of that rule tells.
 */
@Tag("L2")
@Tag("L8")
@Tag("K3")
class ForgeryTest {
    private static final String USER = "user:1";
    private static final String MEMBER = "team/ann";

    private final Scenario given = new Scenario(new StorageUnderTest() {
        @Override
        public Storage storage() {
            return new MemoryStorage();
        }

        @Override
        public Storage anotherHandle(Storage storage) {
            return storage;
        }
    });

    ForgeryTest() {
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

    @TestFactory
    @DisplayName("An entry that breaks a rule is named, though every hash is right")
    @Tag("L1")
    @Tag("L3")
    @Tag("L4")
    @Tag("L5")
    @Tag("L6")
    @Tag("L7")
    @Tag("L10")
    Stream<DynamicTest> entries() {
        Predicate<Entry> charge = of(EntryKind.CHARGE);
        Predicate<Entry> settle = of(EntryKind.SETTLE);
        long much = 1_000_000_000;
        return Stream.of(
                lie("L2", "its after-balances are not the sum of the changes", in(charge, "available", 1L)),
                lie("L3", "held is below zero", in(charge, "heldChange", -much)),
                lie("L10", "the closed sum is open", in(charge, "counterparty", null)),
                lie("L1", "credits appear or vanish without a counterparty", in(charge, "counterparty", null)),
                lie("L6", "is missing", in(of(EntryKind.UNFREEZE), "seq", much)),
                lie("L7", "it is earlier than the entry before", in(charge, "at", Instant.EPOCH)),
                lie("L2", "it counts in another unit", in(charge, "unit", new CreditUnit("OTHER", 6))),
                lie(
                        "L4",
                        "its transaction is not derived from its key",
                        in(charge, "transaction", TransactionId.of(id(USER), key("x")))),
                lie("L5", "hold h is reserved once more", in(reserving("h2"), "hold", key("h"))),
                lie("L5", "hold x had ended, or was never reserved", in(settle, "hold", key("x"))),
                lie("L5", "hold h2 ends with something open", in(settle, "heldChange", -1L)),
                lie("L5", "hold short lapses at another time", in(of(EntryKind.LAPSE), "due", Instant.EPOCH)),
                lie("L3", "lot 1 falls below zero", moved(charge, new LotMove(1, -much, 0, null))),
                lie("L2", "its moves are not its changes", moved(charge, new LotMove(1, -1, 0, null))),
                lie("L2", "the lots do not add up to the balance", moved(charge, new LotMove(1, -1, 0, null))),
                lie("L2", "it moves lot 77 which no entry opened", moved(charge, new LotMove(77, -1, 0, null))),
                lie(
                        "L2",
                        "an entry changes 7, which had been changed to -2",
                        chain(
                                entry -> entry.memo().key().equals(key("fl2")),
                                entry -> Altered.with(
                                        entry,
                                        "amendment",
                                        Altered.with(Objects.requireNonNull(entry.amendment()), "previous", "7")))));
    }

    @TestFactory
    @DisplayName("An account's row that is not what its entries make is named by what differs")
    @Tag("L3")
    @Tag("L7")
    @Tag("L13")
    Stream<DynamicTest> accounts() {
        return Stream.of(
                lie(
                        "L2",
                        "the row has",
                        account(
                                USER,
                                "totals",
                                given.ledger().account(id("poor")).orElseThrow().totals())),
                lie("L2", "the row's last entry is", account(USER, "seq", 99L)),
                lie("L8", "the row's hash is not the last entry's", account(USER, "hash", Hash.GENESIS)),
                lie("L7", "the row's time is not the last entry's", account(USER, "at", Instant.EPOCH)),
                lie("L3", "available is below the floor", account(USER, "floor", 999_000_000L)),
                lie("L2", "the row's overdraft is not its entries'", account("poor", "debt", 3L)),
                lie("L2", "its status is FROZEN", account(USER, "status", AccountStatus.FROZEN)),
                lie("L2", "its floor is -6; its entries make -5", account(USER, "floor", -6_000_000L)),
                lie("L2", "its funding is PARENT; its entries make OWN", account("club", "funding", Funding.PARENT)),
                lie("L2", "its parent is org; its entries make null", account("club", "parent", id("org"))),
                lie("L2", "its stop is on; its entries make off", account(USER, "stops", true)),
                lie("L2", "its plan is free; its entries make pro", account(USER, "plan", "free")),
                lie("L2", "its beginning is", account("org", "floor", -1_000_000L)),
                lie("L2", "its beginning is", account("org", "parent", id("poor"))),
                lie("L2", "the row counts 2 limits in force; there are 1", account(USER, "limits", 2)));
    }

    @TestFactory
    @DisplayName("A lot's row that is not what its entries make is named, whichever of its terms was changed")
    @Tag("K7")
    Stream<DynamicTest> lots() {
        String terms = "lot 1 has other terms than it was opened with";
        Money other = Money.of("6", "USD");
        return Stream.of(
                lie("L2", "its entries make", lot("remaining", 1L)),
                lie("L2", "its entries make", lot("held", 2L)),
                lie("L3", "lot 1 is below zero", lot("remaining", -1L)),
                lie("L3", "lot 1 is below zero", lot("held", -1L)),
                lie("L2", "lot 1 has not started as its entries say", lot("started", false)),
                lie("L8", terms, lot("source", Source.FREE)),
                lie("L8", terms, lot("priority", 7)),
                lie("L8", terms, lot("amount", 11_000_000L)),
                lie("L8", terms, lot("starts", null)),
                lie("L8", terms, lot("expires", null)),
                lie("L8", terms, lot("arrived", Instant.EPOCH)),
                lie("L8", terms, lot("cost", new CostBasis(other, 10_000_000))),
                lie("L8", terms, lot("cost", new CostBasis(Money.of("5", "USD"), 11_000_000))),
                lie("L8", terms, lot("cost", null)),
                lie("L2", "lot 1 is missing", rows -> rows.lots(lots -> without(lots, lot -> lot.number() == 1))),
                lie(
                        "L2",
                        "lot 77 was opened by no entry",
                        rows -> rows.lots(
                                lots -> with(lots, USER, Lot::account, lot -> Altered.with(lot, "number", 77)))));
    }

    @TestFactory
    @DisplayName("A hold's row that is not what its entries make is named, whichever of its facts was changed")
    @Tag("L5")
    @Tag("L13")
    Stream<DynamicTest> holds() {
        String figures = "has other figures than its entries make";
        String way = "came another way, or counts at another time";
        return Stream.of(
                lie("L5", figures, hold("h2", "reserved", 2L)),
                lie("L5", figures, hold("h2", "captured", 2L)),
                lie("L5", figures, hold("h", "released", 2L)),
                lie("L5", "has not ended as its entries say", hold("h2", "state", Hold.State.RELEASED)),
                lie("L5", "the parts of hold h are not what is open of it", hold("h", "parts", List.of())),
                lie("L5", "hold h lapses at", hold("h", "deadline", Instant.EPOCH)),
                lie("L13", way, hold("m", "path", List.of(id(USER)))),
                lie("L13", way, hold("m", "counted", Instant.EPOCH)),
                lie("L5", "hold h is missing", rows -> rows.holds(holds -> without(holds, is("h")))),
                lie(
                        "L5",
                        "was reserved by no entry",
                        rows -> rows.holds(holds -> with(
                                holds,
                                USER,
                                Hold::funder,
                                hold -> Altered.with(hold, "id", TransactionId.of(id(USER), key("x")))))));
    }

    @TestFactory
    @DisplayName("A row that counts what was reversed is compared with the entries and with what it is of")
    @Tag("L9")
    Stream<DynamicTest> reversals() {
        return Stream.of(
                lie("L9", "is reversed beyond its amount", reversal("reversed", 5_000_000L)),
                lie("L9", "less is reversed by its entries than is counted", reversal("reversed", 2_000_000L)),
                lie("L9", "more is reversed by its entries than is counted", reversal("reversed", 0L)),
                lie("L9", "5000000 of it is said to be reversible; it moved 4000000", reversal("amount", 5_000_000L)),
                lie(
                        "L9",
                        "which is counted as reversed, is missing",
                        reversal("transaction", TransactionId.of(id(USER), key("x")))));
    }

    @TestFactory
    @DisplayName("Limits and usage that are not what the entries make are named")
    @Tag("L13")
    Stream<DynamicTest> limits() {
        return Stream.of(
                lie("L13", "limit counts", monthly("spent", 7L)),
                lie("L13", "limit counts", monthly("held", 7L)),
                lie("L13", "extra and", monthly("extra", 7L)),
                lie("L13", "extra and", monthly("reset", 7L)),
                lie("L2", "its MONTH limit is 51; its entries make 50", monthly("most", 51_000_000L)),
                lie(
                        "L2",
                        "its MONTH window is",
                        rows -> rows.limits(limits -> each(
                                limits,
                                row -> row.window() == Window.MONTH
                                        ? Altered.with(
                                                row,
                                                "terms",
                                                Altered.with(row.terms(), "zone", ZoneId.of("Asia/Tokyo")))
                                        : row))),
                lie(
                        "L2",
                        "its WEEK limit is 50; its entries make null",
                        rows -> rows.limits(limits -> each(
                                limits,
                                row -> row.window() == Window.WEEK ? Altered.with(row, "most", 50_000_000L) : row))),
                lie(
                        "L2",
                        "its DAY limit is missing",
                        rows -> rows.limits(limits -> without(limits, row -> row.window() == Window.DAY))),
                lie(
                        "L2",
                        "its CALL limit was set by no entry",
                        rows -> rows.limits(limits -> with(
                                limits, USER, Limit::account, limit -> Altered.with(limit, "window", Window.CALL)))),
                lie("L13", "its usage is not what the entries make", usage("spent", 7L)),
                lie("L13", "its usage is not what the entries make", usage("feature", "other")),
                lie("L13", "its usage is not what the entries make", usage("slot", Instant.EPOCH)));
    }

    private DynamicTest lie(String law, String message, UnaryOperator<Tampering> told) {
        return dynamicTest(law + " " + message, () -> {
            List<Violation> found = given.ledgerOn(told.apply(Tampering.with(given.storage())))
                    .verify()
                    .violations();
            assertThat(found).anySatisfy(violation -> {
                assertThat(violation.law()).isEqualTo(law);
                assertThat(violation.message()).contains(message);
            });
        });
    }

    private static Predicate<Entry> of(EntryKind kind) {
        return entry -> entry.kind() == kind;
    }

    private static Predicate<Entry> reserving(String hold) {
        return entry -> entry.kind() == EntryKind.RESERVE && key(hold).equals(entry.hold());
    }

    private static Predicate<Hold> is(String key) {
        return hold -> hold.key().equals(key(key));
    }

    private UnaryOperator<Tampering> in(Predicate<Entry> which, String field, @Nullable Object value) {
        return chain(which, entry -> Altered.with(entry, field, value));
    }

    private UnaryOperator<Tampering> moved(Predicate<Entry> which, LotMove move) {
        return in(which, "moves", List.of(move));
    }

    /** Changes the user's first such entry, and every hash from there on. */
    private UnaryOperator<Tampering> chain(Predicate<Entry> which, UnaryOperator<Entry> lie) {
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

    private static boolean isOf(List<Entry> entries, String account) {
        return !entries.isEmpty() && entries.get(0).account().equals(id(account));
    }

    private static UnaryOperator<Tampering> account(String account, String field, @Nullable Object value) {
        return rows -> rows.accounts(row -> row.id().equals(id(account)) ? Altered.with(row, field, value) : row);
    }

    /** The user's first lot. */
    private static UnaryOperator<Tampering> lot(String field, @Nullable Object value) {
        return rows -> rows.lots(lots -> each(
                lots,
                lot -> lot.account().equals(id(USER)) && lot.number() == 1 ? Altered.with(lot, field, value) : lot));
    }

    private static UnaryOperator<Tampering> hold(String key, String field, @Nullable Object value) {
        return rows ->
                rows.holds(holds -> each(holds, hold -> is(key).test(hold) ? Altered.with(hold, field, value) : hold));
    }

    private static UnaryOperator<Tampering> reversal(String field, @Nullable Object value) {
        return rows -> rows.reversals(reversals -> each(reversals, row -> Altered.with(row, field, value)));
    }

    private static UnaryOperator<Tampering> monthly(String field, @Nullable Object value) {
        return rows -> rows.limits(
                limits -> each(limits, row -> row.window() == Window.MONTH ? Altered.with(row, field, value) : row));
    }

    private static UnaryOperator<Tampering> usage(String field, @Nullable Object value) {
        return rows -> rows.usage(usage -> each(usage, row -> Altered.with(row, field, value)));
    }

    private static <T> List<T> each(List<T> rows, UnaryOperator<T> change) {
        return rows.stream().map(change).toList();
    }

    private static <T> List<T> without(List<T> rows, Predicate<T> which) {
        return rows.stream().filter(which.negate()).toList();
    }

    /** The rows, and another like the first one if that is this account's. */
    private static <T> List<T> with(
            List<T> rows, String account, Function<T, dev.credits.ledger.AccountId> whose, UnaryOperator<T> change) {
        List<T> more = new ArrayList<>(rows);
        rows.stream()
                .filter(row -> whose.apply(row).equals(id(account)))
                .findFirst()
                .ifPresent(row -> more.add(change.apply(row)));
        return more;
    }
}
