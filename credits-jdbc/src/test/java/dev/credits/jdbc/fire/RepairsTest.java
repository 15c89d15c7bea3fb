package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RepairScript;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Capture;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Release;
import dev.credits.ledger.Repair;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Settle;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is proposed after tampering, and that it sets things right when a person does it. */
@Tag("A4")
class RepairsTest {
    private static final AccountId USER = AccountId.of("o'hara");
    private static final String OF_USER = " WHERE account_id = (SELECT id FROM credit_accounts WHERE name = 'o''hara')";

    @ParameterizedTest
    @EnumSource
    @DisplayName("A4: nothing is proposed for an account that is sound, and nothing for one that is not there")
    void sound(Engine engine) {
        Ledger ledger = busy(engine.fresh());
        assertThat(ledger.repairs(USER, null)).isEmpty();
        assertThat(ledger.repairs(AccountId.of("nobody"), null)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A4: a balance that was tampered with is to be restored, on record; nothing is done until somebody does it")
    void balance(Engine engine) throws SQLException {
        DataSource source = engine.fresh();
        Ledger ledger = busy(source);
        run(source, "UPDATE credit_accounts SET available = available + 7, earned = earned + 7");

        List<Repair> repairs = ledger.repairs(USER, null);
        assertThat(ledger.verify().holds()).as("proposed, not done").isFalse();
        assertThat(repairs).hasSize(2);
        assertThat(script(engine, source, repairs)).singleElement().asString().contains("WHERE name = 'o''hara'");
        done(engine, source, ledger, repairs);
        assertThat(ledger.statement(EntryFilter.of(USER)).entries())
                .last()
                .extracting(Entry::memo)
                .satisfies(memo -> {
                    assertThat(memo.by()).isEqualTo(Actor.of("verify"));
                    assertThat(memo.reason()).contains("the balance is not what the entries make");
                });
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A4: a lot that was tampered with, also one emptied, is to be restored")
    void lot(Engine engine) throws SQLException {
        for (String change : List.of("remaining = remaining - 1", "remaining = 0, held = 0")) {
            DataSource source = engine.fresh();
            Ledger ledger = busy(source);
            run(source, "UPDATE credit_lots SET " + change + OF_USER + " AND number = 1");
            done(engine, source, ledger, ledger.repairs(USER, null));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("class 2: a hold left over in its row, ended in it, moved or split otherwise, is to be restored")
    void hold(Engine engine) throws SQLException {
        for (String change : List.of(
                // ended long ago, and open again
                "state = 'OPEN', released = 0, ended_by = NULL, parts = '1:1' WHERE command_key = 'released'",
                // open, and what it holds can be got at no more
                "state = 'RELEASED', released = reserved - captured, ended_by = 'x', parts = '' WHERE command_key = 'open'",
                "deadline = deadline + INTERVAL '9' DAY WHERE command_key = 'open'",
                "captured = captured - 1, released = released + 1 WHERE command_key = 'settled'")) {
            DataSource source = engine.fresh();
            Ledger ledger = busy(source);
            run(source, "UPDATE credit_holds SET " + change);
            done(engine, source, ledger, ledger.repairs(USER, null));
            Ledger again = Credits.on(JdbcStorage.on(source)).ledger();
            again.execute(new Release(USER, IdempotencyKey.of("open"), Memo.key("end")))
                    .orElseThrow();
            assertThat(again.verify().violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A4: a tail that is missing against a checkpoint is made good by an adjustment with a reason")
    void tail(Engine engine) throws SQLException {
        Ledger before = busy(engine.fresh());
        before.execute(Grant.of(USER, Amount.of("5"), Memo.key("lost"))).orElseThrow();
        List<ChainHead> heads = new ArrayList<>();
        before.verify(Inspection.all().remembering(heads::add));

        DataSource source = engine.fresh();
        Ledger shorter = busy(source); // as a backup from before the last grant has it
        List<Repair> repairs = shorter.repairs(USER, heads.get(0));
        assertThat(repairs).singleElement().isInstanceOfSatisfying(Repair.Send.class, send -> {
            assertThat(send.command()).isInstanceOf(Adjust.class);
            assertThat(send.command().memo().reason()).contains("are missing");
        });
        done(engine, source, shorter, repairs);
        assertThat(shorter.balance(USER).orElseThrow().available())
                .isEqualTo(before.balance(USER).orElseThrow().available());

        Ledger empty = Credits.on(JdbcStorage.on(engine.fresh())).ledger();
        empty.repairs(USER, heads.get(0)).forEach(repair -> send(empty, repair));
        assertThat(empty.balance(USER).orElseThrow().available().plus(Amount.of("0")))
                .isEqualTo(heads.get(0).total());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A4: what no adjustment can repair says so: a broken chain, a missing row, a row that no entry made")
    void byHand(Engine engine) throws SQLException {
        for (String change : List.of(
                "UPDATE credit_accounts SET last_hash = (SELECT hash FROM credit_ledger_entries WHERE seq = 2)",
                "DELETE FROM credit_lots",
                "UPDATE credit_holds SET id = CAST('00000000-0000-8000-8000-000000000000' AS uuid) WHERE command_key = 'open'",
                "UPDATE credit_ledger_entries SET reason = 'x' WHERE seq = 3",
                "UPDATE credit_ledger_entries SET kind = 'GIFT?' WHERE seq = 3")) {
            DataSource source = engine.fresh();
            Ledger ledger = busy(source);
            run(
                    source,
                    engine == Engine.H2
                            ? "DROP TRIGGER credit_ledger_entries_append_only"
                            : "ALTER TABLE credit_ledger_entries DISABLE TRIGGER ALL",
                    change);
            assertThat(ledger.repairs(USER, null))
                    .as(change)
                    .anySatisfy(repair -> assertThat(repair).isInstanceOf(Repair.ByHand.class));
            assertThat(ledger.repairs(USER, null))
                    .as(change)
                    .noneMatch(repair -> repair instanceof Repair.Send send && send.command() instanceof Adjust);
        }
    }

    private static Ledger busy(DataSource source) {
        Ledger ledger = Credits.on(JdbcStorage.on(source)).ledger();
        List<Command> commands = List.of(
                Open.of(USER, Memo.key("open it")),
                Grant.of(USER, Amount.of("100"), Memo.key("grant")),
                new Charge(USER, Amount.of("4"), Memo.key("charge")),
                Reserve.of(USER, Amount.of("0.000001"), Memo.key("released")),
                new Release(USER, IdempotencyKey.of("released"), Memo.key("release")),
                Reserve.of(USER, Amount.of("3"), Memo.key("settled")),
                Settle.of(USER, IdempotencyKey.of("settled"), Amount.of("2"), Memo.key("settle")),
                Reserve.of(USER, Amount.of("3"), Memo.key("open")),
                new Capture(USER, IdempotencyKey.of("open"), Amount.of("1"), Memo.key("capture")));
        commands.forEach(command -> ledger.execute(command).orElseThrow());
        assertThat(ledger.verify().violations()).isEmpty();
        return ledger;
    }

    /** A person does all that is proposed; then every law holds, and nothing more is proposed. */
    private static void done(Engine engine, DataSource source, Ledger ledger, List<Repair> repairs)
            throws SQLException {
        assertThat(ledger.verify().holds() && repairs.stream().anyMatch(Repair.Restore.class::isInstance))
                .isFalse();
        assertThat(repairs).isNotEmpty();
        run(source, script(engine, source, repairs).toArray(String[]::new));
        Ledger again = Credits.on(JdbcStorage.on(source)).ledger(); // of a process that was started after it
        repairs.forEach(repair -> send(again, repair));
        assertThat(again.verify().violations()).isEmpty();
        assertThat(again.repairs(USER, null)).isEmpty();
    }

    private static void send(Ledger ledger, Repair repair) {
        if (repair instanceof Repair.Send send) {
            ledger.execute(send.command()).orElseThrow();
        } else {
            assertThat(repair).isInstanceOf(Repair.Restore.class);
        }
    }

    private static List<String> script(Engine engine, DataSource source, List<Repair> repairs) throws SQLException {
        try (Connection connection = source.getConnection()) {
            RepairScript script = new RepairScript(engine == Engine.H2 ? "public" : connection.getSchema());
            return repairs.stream()
                    .filter(Repair.Restore.class::isInstance)
                    .map(repair -> script.statement((Repair.Restore) repair))
                    .toList();
        }
    }

    private static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
                assertThat(statement.getUpdateCount()).as(sql).isNotEqualTo(sql.startsWith("UPDATE") ? 0 : -2);
            }
        }
    }
}
