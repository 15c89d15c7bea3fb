package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Verification;
import dev.credits.money.Amount;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody does who knows how the ledger is made, has all rights, and forges it so that it fits. */
@Tag("K3")
@Tag("L8")
class ForgedHistoryTest {
    private static final String LOT =
            "account_id, number, source, priority, starts, expires, cost_amount, cost_currency,"
                    + " cost_basis, arrived, gathers, amount, remaining, held, started";

    private static final AccountId USER = AccountId.of("user:1");

    private final DataSource source = TestPostgres.fresh();
    private final Ledger ledger = Credits.on(JdbcStorage.on(source)).ledger();
    private final List<ChainHead> remembered = new ArrayList<>();

    @BeforeEach
    void history() throws SQLException {
        ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(USER, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        spend("1");
        run(
                "CREATE TABLE then_accounts AS SELECT * FROM credit_accounts",
                "CREATE TABLE then_lots AS SELECT * FROM credit_lots",
                "CREATE TABLE then_usage AS SELECT * FROM credit_usage");
        spend("2");
        spend("3");
        ledger.verify(Inspection.all().remembering(remembered::add));
        spend("4");
        run("ALTER TABLE credit_ledger_entries DISABLE TRIGGER ALL");
        assertThat(against().violations()).isEmpty();
    }

    @Test
    @Tag("L6")
    @DisplayName(
            "L6: a chain cut off at its end, with everything set back to what it was then, is found by a checkpoint")
    void truncatedTail() throws SQLException {
        run(
                "DELETE FROM credit_ledger_entries WHERE seq > 3",
                "TRUNCATE credit_accounts, credit_lots, credit_usage",
                "INSERT INTO credit_accounts OVERRIDING SYSTEM VALUE SELECT * FROM then_accounts",
                "INSERT INTO credit_lots (" + LOT + ") SELECT " + LOT + " FROM then_lots",
                "INSERT INTO credit_usage SELECT * FROM then_usage");

        assertThat(ledger.verify().violations()).as("nothing to see without it").isEmpty();
        assertThat(against().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.law()).isEqualTo("L6");
            assertThat(violation.account()).isEqualTo(USER);
            assertThat(violation.seq()).isEqualTo(4);
            assertThat(violation.message()).contains("entries 4 to 5 are missing", "94 CREDIT", "99 CREDIT");
        });
    }

    @Test
    @Tag("L6")
    @DisplayName("L6: an account that is gone without a trace is found by a checkpoint")
    void accountGone() throws SQLException {
        run("DELETE FROM credit_ledger_entries", "TRUNCATE credit_accounts, credit_lots, credit_usage");

        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(against().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.law()).isEqualTo("L6");
            assertThat(violation.account()).isEqualTo(USER);
        });
    }

    @Test
    @DisplayName("L8: a history rewritten with valid hashes up to the account's own row is found by a checkpoint")
    void rewritten() throws SQLException {
        Hash last = Hash.GENESIS;
        for (Entry entry : entries()) {
            Entry forged = signedBy("nobody", entry).chainedTo(last);
            last = forged.hash();
            update("UPDATE credit_ledger_entries SET actor = 'nobody', hash = ? WHERE seq = " + entry.seq(), last);
        }
        update("UPDATE credit_accounts SET last_hash = ?", last);

        assertThat(ledger.verify().violations()).isEmpty();
        assertThat(against().violations()).singleElement().satisfies(violation -> {
            assertThat(violation.law()).isEqualTo("L8");
            assertThat(violation.seq()).isEqualTo(5);
        });
    }

    @Test
    @DisplayName(
            "L8: a line put in between with a hash that fits breaks the chain after it, and one at the end is not the head")
    void inserted() throws SQLException {
        List<Entry> entries = entries();
        Entry between = copyOf(entries.get(2), 4).chainedTo(entries.get(2).hash());
        run(
                "UPDATE credit_ledger_entries SET seq = seq + 100 WHERE seq > 3",
                "UPDATE credit_ledger_entries SET seq = seq - 99 WHERE seq > 100");
        insert(3, between);
        assertThat(ledger.verify().violations())
                .anyMatch(violation ->
                        violation.law().equals("L8") && Long.valueOf(5).equals(violation.seq()));

        run(
                "DELETE FROM credit_ledger_entries WHERE seq = 4",
                "UPDATE credit_ledger_entries SET seq = seq - 1 WHERE seq > 4");
        assertThat(ledger.verify().violations()).isEmpty();
        insert(6, copyOf(entries.get(5), 7).chainedTo(entries.get(5).hash()));
        assertThat(ledger.verify().violations())
                .anyMatch(violation -> violation.message().contains("the row's hash is not the last entry's"))
                .anyMatch(violation -> violation.message().contains("the last found is 7"));
    }

    private Verification against() {
        return ledger.verify(Inspection.all().against(remembered));
    }

    private void spend(String amount) {
        ledger.execute(new Charge(USER, Amount.of(amount), Memo.key("spend " + amount)))
                .orElseThrow();
    }

    private List<Entry> entries() {
        return ledger.statement(EntryFilter.of(USER)).entries();
    }

    private void insert(long like, Entry entry) throws SQLException {
        update("""
                INSERT INTO credit_ledger_entries (transaction_id, leg, account_id, seq, kind, available_change, held_change,
                    available, held, moves, counterparty, shortfall, command_key, actor, booked_at, fingerprint, hash)
                SELECT transaction_id, 7, account_id, %d, kind, available_change, held_change, available, held, moves,
                    counterparty, shortfall, command_key, actor, booked_at, NULL, ?
                FROM credit_ledger_entries WHERE seq = %d""".formatted(entry.seq(), like), entry.hash());
    }

    private static Entry signedBy(String actor, Entry entry) {
        return with(entry, entry.seq(), entry.leg(), entry.memo().by(actor), entry.fingerprint());
    }

    private static Entry copyOf(Entry entry, long seq) {
        return with(entry, seq, 7, entry.memo(), null);
    }

    private static Entry with(Entry entry, long seq, int leg, Memo memo, @Nullable Fingerprint fingerprint) {
        return new Entry(
                entry.account(),
                entry.unit(),
                seq,
                entry.transaction(),
                leg,
                entry.kind(),
                entry.availableChange(),
                entry.heldChange(),
                entry.available(),
                entry.held(),
                entry.moves(),
                entry.counterparty(),
                entry.hold(),
                entry.reverses(),
                entry.shortfall(),
                memo,
                entry.at(),
                entry.due(),
                entry.route(),
                entry.amendment(),
                fingerprint,
                entry.hash());
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void update(String sql, Hash hash) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, hash.bytes());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }
}
