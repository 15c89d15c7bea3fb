package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.BudgetCommands.limit;
import static dev.credits.testkit.contract.Commands.charge;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.key;
import static dev.credits.testkit.contract.Commands.settle;
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
import dev.credits.ledger.Source;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import dev.credits.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What a careful forger writes: each lie breaks one rule, and the check of that rule tells. */
@Tag("L2")
@Tag("L8")
@Tag("K3")
class ForgeryTest extends ForgedLedger {
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
                lie("L2", "the row counts 9 lots; its entries opened", account(USER, "lots", 9)),
                lie("L2", "its plan is gold; its entries make null", account("org", "plan", "gold")),
                lie("L2", "its stop is on; its entries make off", account("org", "stops", true)),
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
                lie("L5", "0 more reserved, -1 more captured, 0 more open", figuresOf("h", 0, -1, 1)),
                lie("L5", "1 more reserved, 0 more captured, 0 more open", figuresOf("h", 1, 0, 1)),
                lie("L5", figures, hold("h", "released", 2L)),
                lie("L5", "has not ended as its entries say", hold("h2", "state", Hold.State.RELEASED)),
                lie(
                        "L5",
                        "the parts of hold h are []; its entries make [Part[lot=1, amount=1000000]]",
                        hold("h", "parts", List.of())),
                lie("L5", "hold h lapses at", hold("h", "deadline", Instant.EPOCH)),
                lie("L5", "hold h2 lapses at", hold("h2", "deadline", Instant.EPOCH)),
                lie("L5", "has not ended as its entries say", hold("h2", "endedBy", key("s3"))),
                lie("L5", "hold h2 has another key, feature or beginning", hold("h2", "feature", "chat")),
                lie("L5", "hold h2 has another key, feature or beginning", hold("h2", "opened", Instant.EPOCH)),
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
                lie("L13", "pardons; its entries make", monthly("pardons", 7)),
                lie("L13", "the beginning of no window so far", monthly("period", given.now())),
                lie(
                        "L13",
                        "the beginning of no window so far",
                        monthly("period", Instant.parse("2999-01-01T00:00:00Z"))),
                lie(
                        "L13",
                        "a window before that of its last entry",
                        monthly("period", Instant.parse("2001-01-01T00:00:00Z"))),
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
            List<Violation> found = given.ledgerOn(forged(told)).verify().violations();
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

    /** A hold with so much more reserved, captured and released. */
    private static UnaryOperator<Tampering> figuresOf(String key, long reserved, long captured, long released) {
        return rows -> rows.holds(holds -> each(holds, hold -> {
            Hold lie = Altered.with(hold, "reserved", hold.reserved() + reserved);
            lie = Altered.with(lie, "captured", hold.captured() + captured);
            return is(key).test(hold) ? Altered.with(lie, "released", hold.released() + released) : hold;
        }));
    }
}
