package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.jdbc.testing.TestH2;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Source;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that the owner of the database can do to the ledger behind its back, with the triggers off. */
@Tag("K3")
class TamperingTest {
    private static final AccountId USER = AccountId.of("user:1");
    private static final AccountId OTHER = AccountId.of("user:2");
    private static final String ENTRIES = "UPDATE credit_ledger_entries SET ";
    private static final String OF_USER = "account_id = (SELECT id FROM credit_accounts WHERE name = 'user:1')";

    private static final List<Trick> TRICKS = List.of(
            new Trick(
                    "an amount",
                    "L8",
                    2L,
                    ENTRIES + "available_change = available_change + 7, available = available + 7" + line(2)),
            new Trick("the actor", "L8", 3L, ENTRIES + "actor = 'nobody'" + line(3)),
            new Trick("the time", "L8", 3L, ENTRIES + "booked_at = booked_at - INTERVAL '1' HOUR" + line(3)),
            new Trick("metadata", "L8", 3L, ENTRIES + "metadata = '{\"call\":\"18\"}'" + line(3)),
            new Trick("metadata away", "L8", 3L, ENTRIES + "metadata = NULL" + line(3)),
            new Trick("the reason", "L8", 3L, ENTRIES + "reason = 'as agreed'" + line(3)),
            new Trick("the counterparty", "L8", 3L, ENTRIES + "counterparty = '@adjusted'" + line(3)),
            new Trick("the hash", "L8", 3L, ENTRIES + "hash = fingerprint" + line(3)),
            new Trick("a kind that is none", "L8", 3L, ENTRIES + "kind = 'GIFT?'" + line(3)),
            new Trick("a line away", "L6", 4L, "DELETE FROM credit_ledger_entries" + line(3)),
            new Trick("the first line away", "L6", 2L, "DELETE FROM credit_ledger_entries" + line(1)),
            new Trick("the last line away", "L2", null, "DELETE FROM credit_ledger_entries" + line(8)),
            new Trick(
                    "two lines in each other's place",
                    "L8",
                    3L,
                    ENTRIES + "seq = 99" + line(3),
                    ENTRIES + "seq = 3" + line(4),
                    ENTRIES + "seq = 4" + line(99)),
            new Trick(
                    "the balance",
                    "L2",
                    null,
                    "UPDATE credit_accounts SET available = available + 7, earned = earned + 7"
                            + " WHERE name = 'user:1'"),
            new Trick(
                    "what was spent",
                    "L2",
                    null,
                    "UPDATE credit_accounts SET spent = spent - 1, earned = earned - 1" + " WHERE name = 'user:1'"),
            new Trick(
                    "the head of the chain",
                    "L8",
                    null,
                    "UPDATE credit_accounts SET last_hash =" + " (SELECT hash FROM credit_ledger_entries" + line(2)
                            + ") WHERE name = 'user:1'"),
            new Trick("a lot", "L2", null, "UPDATE credit_lots SET remaining = remaining - 1 WHERE " + OF_USER),
            new Trick("a lot's expiry", "L8", null, "UPDATE credit_lots SET expires = NULL WHERE " + OF_USER),
            new Trick("a lot away", "L2", null, "DELETE FROM credit_lots WHERE " + OF_USER),
            new Trick(
                    "a lot more",
                    "L2",
                    null,
                    "INSERT INTO credit_lots (account_id, number, source, priority, arrived, gathers,"
                            + " amount, remaining, held, started) SELECT account_id, 9, source, priority, arrived, gathers, 7, 7, 0,"
                            + " started FROM credit_lots WHERE " + OF_USER),
            new Trick(
                    "a hold",
                    "L5",
                    null,
                    "UPDATE credit_holds SET reserved = reserved + 1, captured = captured + 1 WHERE " + OF_USER),
            new Trick(
                    "a hold ended",
                    "L5",
                    null,
                    "UPDATE credit_holds SET state = 'RELEASED', released = reserved,"
                            + " ended_by = 'x', parts = '' WHERE state = 'OPEN' AND " + OF_USER),
            new Trick(
                    "a hold's deadline",
                    "L5",
                    null,
                    "UPDATE credit_holds SET deadline = deadline + INTERVAL '1' DAY WHERE state = 'OPEN' AND "
                            + OF_USER),
            new Trick(
                    "what of a hold was taken, and what was given back",
                    "L5",
                    null,
                    "UPDATE credit_holds SET captured = captured - 1, released = released + 1 WHERE captured > 0 AND "
                            + OF_USER),
            new Trick(
                    "how much can be reversed",
                    "L9",
                    3L,
                    "UPDATE credit_reversals SET amount = amount + 1 WHERE " + OF_USER),
            new Trick("a hold away", "L5", null, "DELETE FROM credit_holds WHERE " + OF_USER),
            new Trick(
                    "a hold that cannot be read", "L8", null, "UPDATE credit_holds SET parts = 'all' WHERE " + OF_USER),
            new Trick("a reversal", "L9", null, "UPDATE credit_reversals SET reversed = reversed - 1 WHERE " + OF_USER),
            new Trick("a reversal away", "L9", null, "DELETE FROM credit_reversals WHERE " + OF_USER));

    @TestFactory
    @Tag("L8")
    @DisplayName("L8: whatever the owner of an H2 changes behind the ledger's back is found and named")
    Stream<DynamicTest> h2() throws SQLException {
        return tricks(
                TestH2.memory(),
                List.of(
                        "DROP TRIGGER credit_ledger_entries_append_only",
                        "ALTER TABLE credit_ledger_entries DROP CONSTRAINT credit_ledger_entries_no_truncate"));
    }

    @TestFactory
    @Tag("L8")
    @DisplayName("L8: whatever a PostgreSQL superuser changes behind the ledger's back is found and named")
    Stream<DynamicTest> postgres() throws SQLException {
        return tricks(TestPostgres.fresh(), List.of("ALTER TABLE credit_ledger_entries DISABLE TRIGGER ALL"));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("L6")
    @DisplayName("L6: entries, lots, holds, reversals, limits and usage of an account whose row was deleted are found")
    void accountAway(Engine engine) throws SQLException {
        DataSource source = engine.fresh();
        Ledger ledger = Credits.on(JdbcStorage.on(source)).ledger();
        history().forEach(command -> ledger.execute(command).orElseThrow());
        ledger.execute(SetLimit.of(
                        USER,
                        Window.DAY,
                        Amount.of("50"),
                        Memo.key("limit").by("admin").because("as agreed")))
                .orElseThrow();
        try (Connection connection = source.getConnection()) {
            run(connection, List.of("DELETE FROM credit_accounts WHERE name = 'user:1'"));
        }
        assertThat(ledger.verify().violations())
                .filteredOn(violation -> violation.law().equals("L6"))
                .allMatch(violation -> violation.message().contains("of an account that is missing (its rows have"))
                .extracting(violation -> violation.message().split(" of an ")[0])
                .containsExactlyInAnyOrder(
                        "9 ledger entries", "1 lots", "2 holds", "1 reversals", "1 limits", "1 usage");
    }

    private static Stream<DynamicTest> tricks(DataSource source, List<String> guardsOff) throws SQLException {
        JdbcStorage storage = JdbcStorage.on(source);
        Ledger ledger = Credits.on(storage).ledger();
        history().forEach(command -> ledger.execute(command).orElseThrow());
        try (Connection connection = source.getConnection()) {
            run(connection, guardsOff);
        }
        assertThat(ledger.verify().violations()).isEmpty();
        return TRICKS.stream().map(trick -> DynamicTest.dynamicTest(trick.what, () -> isFound(trick, source, storage)));
    }

    /** In a transaction that is rolled back: the next trick finds everything as it was. */
    private static void isFound(Trick trick, DataSource source, JdbcStorage storage) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            run(connection, trick.statements);
            Verification found = Credits.on(storage)
                    .joining(storage.joining(connection))
                    .ledger()
                    .verify();
            connection.rollback();
            assertThat(found.violations()).as("%s", found).anySatisfy(violation -> {
                assertThat(violation.law()).isEqualTo(trick.law);
                assertThat(violation.account()).hasToString("user:1");
                assertThat(violation.seq()).isEqualTo(trick.seq);
            });
            assertThat(found.violations()).noneMatch(violation -> "user:2".equals(String.valueOf(violation.account())));
        }
    }

    private static void run(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
                if (!sql.startsWith("ALTER") && !sql.startsWith("DROP")) {
                    assertThat(statement.getUpdateCount()).as(sql).isPositive();
                }
            }
        }
    }

    private static List<Command> history() {
        Memo call = Memo.key("call").metadata(Map.of("call", "17")).because("asked");
        return List.of(
                Open.of(USER, Memo.key("open")),
                Open.of(OTHER, Memo.key("open")),
                Grant.of(OTHER, Amount.of("5"), Memo.key("grant")),
                Grant.of(USER, Amount.of("100"), Memo.key("grant"))
                        .on(LotTerms.of(Source.PAID).expiring(Instant.parse("2999-01-01T00:00:00Z"))),
                new Charge(USER, Amount.of("4"), call),
                Reserve.of(USER, Amount.of("1"), Memo.key("hold")),
                Reverse.of(USER, call.key(), Memo.key("back")),
                Reserve.of(USER, Amount.of("2"), Memo.key("half")),
                new Capture(USER, IdempotencyKey.of("half"), Amount.of("1"), Memo.key("taken")),
                new Release(USER, IdempotencyKey.of("half"), Memo.key("rest")));
    }

    private static String line(long seq) {
        return " WHERE seq = " + seq + " AND " + OF_USER;
    }

    /** Something done to the ledger, and as what and where it must be found. */
    private record Trick(String what, String law, @Nullable Long seq, List<String> statements) {
        Trick(String what, String law, @Nullable Long seq, String... statements) {
            this(what, law, seq, List.of(statements));
        }
    }
}
