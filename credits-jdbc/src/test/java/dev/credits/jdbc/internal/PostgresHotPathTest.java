package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Settle;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Defect 20: on PostgreSQL a unit of work stays as quick as it began")
class PostgresHotPathTest {
    private static final AccountId USER = AccountId.of("user:1");

    private HikariDataSource pool = new HikariDataSource();
    private JdbcStorage storage = JdbcStorage.on(dev.credits.jdbc.testing.TestH2.memory());

    @BeforeEach
    void connect() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestPostgres.freshUrl());
        config.setMaximumPoolSize(2);
        pool = new HikariDataSource(config);
        storage = JdbcStorage.on(pool);
    }

    @AfterEach
    void disconnect() {
        pool.close();
    }

    @Test
    @DisplayName("One round trip to load and one to write and commit; two for a refusal or a read")
    void roundTrips() {
        Samples.funded(storage, USER.value(), 1_000_000);
        for (int i = 0; i < 10; i++) {
            everything(storage, "warm" + i);
        }
        try (WireLog log = WireLog.start()) {
            everything(storage, "x");
            assertThat(log.roundTrips()).as("unit of work").isEqualTo(2);
        }
        try (WireLog log = WireLog.start()) {
            storage.transact(loader -> {
                loader.load(plan("y"));
                return ChangeSet.NOTHING;
            });
            assertThat(log.roundTrips()).as("refusal").isEqualTo(2);
        }
        try (WireLog log = WireLog.start()) {
            Samples.account(storage, USER);
            assertThat(log.roundTrips()).as("read").isEqualTo(2);
        }
        try (WireLog log = WireLog.start()) {
            storage.transact(loader -> {
                loader.load(Samples.plan(AccountId.of("user:2")));
                return Samples.open(AccountId.of("user:2"), null);
            });
            assertThat(log.roundTrips()).as("opening").isEqualTo(3);
        }
    }

    @Test
    @DisplayName(
            "One round trip to prove what is remembered, write and commit; two to prove it where nothing is written")
    void roundTripsFromMemory() {
        Ledger ledger = Credits.on(storage).ledger();
        ledger.execute(Open.of(USER, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(USER, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        for (int i = 0; i < 10; i++) {
            pair(ledger, "warm" + i);
            ledger.execute(Reserve.of(USER, Amount.of("1000"), Memo.key("warm-much" + i)));
        }
        try (WireLog log = WireLog.start()) {
            pair(ledger, "x");
            assertThat(log.roundTrips()).as("a reservation and its settlement").isEqualTo(2);
        }
        try (WireLog log = WireLog.start()) {
            assertThat(ledger.execute(Reserve.of(USER, Amount.of("1000"), Memo.key("much"))))
                    .isInstanceOf(Outcome.Declined.class);
            assertThat(log.roundTrips()).as("refusal").isEqualTo(2);
        }
    }

    @Test
    @DisplayName("The same for a member of a pool, with limits on the way and above")
    @Tag("H3")
    void roundTripsOfAPoolsMember() {
        Ledger ledger = Credits.on(storage).ledger();
        AccountId team = AccountId.of("team");
        AccountId org = AccountId.of("org");
        Memo memo = Memo.key("set up").by("cfo").because("as agreed");
        ledger.execute(Open.of(org, memo)).orElseThrow();
        ledger.execute(Open.of(team, memo).sharing(org)).orElseThrow();
        ledger.execute(Open.of(USER, memo).sharing(team)).orElseThrow();
        ledger.execute(Grant.of(org, Amount.of("100"), Memo.key("grant"))).orElseThrow();
        for (AccountId account : List.of(org, team, USER)) {
            ledger.execute(SetLimit.of(
                            account,
                            Window.DAY,
                            Amount.of("90"),
                            Memo.key("limit").by("cfo").because("as agreed")))
                    .orElseThrow();
        }
        for (int i = 0; i < 10; i++) {
            pair(ledger, "warm" + i);
        }
        try (WireLog log = WireLog.start()) {
            pair(ledger, "x");
            assertThat(log.roundTrips()).as("a reservation and its settlement").isEqualTo(2);
        }
    }

    private static void pair(Ledger ledger, String key) {
        ledger.execute(Reserve.of(USER, Amount.of("2"), Memo.key(key))).orElseThrow();
        IdempotencyKey hold = IdempotencyKey.of(key);
        ledger.execute(Settle.of(USER, hold, Amount.of("1"), Memo.key(key + "-end")))
                .orElseThrow();
    }

    @Test
    @DisplayName("Statements prepared on empty tables, analyzed as such, never scan what has grown since")
    void plansMadeOnEmptyTables() throws SQLException {
        Sql.run(pool, "VACUUM ANALYZE");
        grow(storage);
        assertNothingWasScanned();
    }

    @Test
    @DisplayName("The same in a transaction of the host's, whose own statements are planned as ever")
    void plansInAHostsTransaction() throws SQLException {
        Sql.run(pool, "VACUUM ANALYZE");
        try (Connection host = pool.getConnection()) {
            host.setAutoCommit(false);
            grow(storage.joining(host));
            assertThat(Sql.value(host, "SHOW enable_seqscan")).isEqualTo("on");
            host.commit();
        }
        assertNothingWasScanned();
    }

    @Test
    @DisplayName(
            "Each statement of a unit looks up by a condition on the index meant for it, on empty tables and on full")
    void plans() throws SQLException {
        eachStatementHasItsIndex();
        Sql.run(pool, "VACUUM ANALYZE");
        eachStatementHasItsIndex();
        Samples.funded(storage, "someone", 100);
        Sql.run(pool, "VACUUM ANALYZE");
        eachStatementHasItsIndex();
        grow(storage);
        Sql.run(pool, "VACUUM ANALYZE");
        eachStatementHasItsIndex();
    }

    private void eachStatementHasItsIndex() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Tables tables = new Tables(new Schema(connection.getSchema()));
            Sql.run(connection, PostgresPlanning.untilTheEnd(Patience.USUAL));
            uses(connection, tables.accounts.lockedByNames, "'{a}'", "credit_accounts_name_once");
            uses(connection, tables.lots.openByNames, "'{a}'", "credit_lots_open");
            uses(connection, tables.lots.named, "'{a}', '{1}'", "credit_lots_pk");
            uses(connection, tables.holds.dueByNames, "now(), '{a}'", "credit_holds_open");
            uses(connection, tables.holds.knownByIds, "'{}'", "credit_holds_pk");
            uses(connection, tables.holds.byIds, "'{}'", "credit_holds_pk");
            uses(connection, tables.entries.knownByTransactions, "'{}'", "credit_ledger_entries_pk");
            uses(connection, tables.entries.byTransactions, "'{}'", "credit_ledger_entries_pk");
            uses(connection, tables.reversals.byTransactions, "'{}'", "credit_reversals_pk");
            uses(connection, tables.log.bySubject, "'A/B', 'rates'", "credit_log_by_subject");
            uses(connection, tables.log.upTo, "'rates', 9", "credit_log_pk");
            uses(connection, tables.limits.byNames, "'{a}'", "credit_limits_pk");
            uses(connection, tables.accounts.update.many(), nulls(16, "'{}'"), "credit_accounts_pk");
            uses(connection, tables.lots.update.many(), nulls(6, "'{}'"), "credit_lots_pk");
            uses(connection, tables.holds.update.many(), nulls(9, "'{}'"), "credit_holds_pk");
            uses(connection, tables.reversals.insert.many(), nulls(3, "'{}'"), "credit_ledger_entries_pk");
            uses(connection, tables.reversals.update.many(), nulls(3, "'{}'"), "credit_reversals_pk");
            uses(connection, tables.accounts.update.one(), nulls(16, "NULL"), "credit_accounts_pk");
            uses(connection, tables.lots.update.one(), nulls(6, "NULL"), "credit_lots_pk");
            uses(connection, tables.holds.update.one(), nulls(9, "NULL"), "credit_holds_pk");
            uses(connection, tables.reversals.insert.one(), nulls(3, "NULL"), "credit_ledger_entries_pk");
            uses(connection, tables.reversals.update.one(), nulls(3, "NULL"), "credit_reversals_pk");
            uses(connection, tables.limits.update.many(), nulls(14, "'{}'"), "credit_limits_pk");
            uses(connection, tables.accounts.settings.many(), nulls(6, "'{}'"), "credit_accounts_pk");
            uses(connection, tables.limits.update.one(), nulls(14, "NULL"), "credit_limits_pk");
            uses(connection, tables.accounts.settings.one(), nulls(6, "NULL"), "credit_accounts_pk");
            uses(connection, tables.proof.one, "1, NULL", "credit_accounts_pk");
            uses(connection, tables.proof.many, "NULL, '{a}'", "credit_accounts_name_once");
            uses(connection, tables.proof.limits, nulls(5, "'{}'"), "credit_limits_pk");
            uses(connection, tables.proof.rest, "'{}', '{1}', NULL, NULL, 300", "credit_ledger_entries_pk");
            uses(connection, tables.proof.rest, "'{}', '{1}', NULL, NULL, 300", "credit_holds_open");
            for (String index : List.of("credit_accounts_by_parent", "credit_holds_by_spender")) {
                uses(connection, tables.trees.tree, "'a', 'a', 'a', 'a'", index);
            }
            for (String index :
                    List.of("credit_accounts_by_parent", "credit_holds_(by_spender|open)", "credit_usage_pk")) {
                uses(connection, tables.trees.count, "'a', 'a', now(), 'a', now(), 'a', 'a', now()", index);
            }
            connection.rollback();
        }
    }

    private static void uses(Connection connection, String sql, String values, String index) throws SQLException {
        String plan = plan(connection, sql, values);
        assertThat(plan)
                .containsPattern("Index (Only )?Scan (Backward )?(on|using) " + index + " ")
                .doesNotContain("Seq Scan", "Hash Join", "Merge Join", "JIT", "cost=100000");
        Pattern unconditioned = Pattern.compile("Index (Only )?Scan (Backward )?(on|using) [^\n]*\n(?!\\s+Index Cond)");
        assertThat(plan + "\n").doesNotContainPattern(unconditioned);
    }

    @Test
    @DisplayName("L3: whatever isolation the server gives by default, units on one account wait for each other")
    @Tag("L3")
    void isolation() throws Exception {
        Samples.funded(storage, USER.value(), 100);
        DataSource serializable = new UrlSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = pool.getConnection();
                Sql.run(connection, "SET default_transaction_isolation = 'serializable'");
                return connection;
            }
        };
        JdbcStorage other = JdbcStorage.builder(serializable).migrate(false).build();
        other.transact(loader -> {
            loader.load(Samples.plan(USER));
            Samples.funded(storage, "user:2", 5);
            assertThat(loader.load(Samples.plan(AccountId.of("user:2"))).accounts())
                    .as("committed after this unit began")
                    .hasSize(1);
            return ChangeSet.NOTHING;
        });
    }

    @Test
    @DisplayName("Lock waits are bounded, unless the host bounds them itself")
    void lockTimeOut() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Sql.run(connection, PostgresPlanning.untilTheEnd(Patience.USUAL));
            assertThat(Sql.value(connection, "SHOW lock_timeout")).isEqualTo("5s");
            connection.rollback();
            Sql.run(connection, "SET LOCAL lock_timeout = '10s'", PostgresPlanning.untilTheEnd(Patience.USUAL));
            assertThat(Sql.value(connection, "SHOW lock_timeout")).isEqualTo("10s");
            connection.rollback();
        }
    }

    @Test
    @DisplayName("L6: not even as a replica, where triggers do not usually fire, is the ledger changed")
    @Tag("L6")
    void replica() {
        Samples.funded(storage, USER.value(), 100);
        assertThatThrownBy(() -> Sql.run(
                        TestPostgres.fresh(),
                        "SET search_path = " + schema(),
                        "SET session_replication_role = replica",
                        "DELETE FROM credit_ledger_entries"))
                .hasMessageContaining("append only: DELETE");
    }

    @Test
    @DisplayName("An account with little is read by index when another has nearly everything, and the planner knows")
    void quietBesideBusy() throws SQLException {
        AccountId quiet = Samples.funded(storage, "quiet", 100);
        AccountId busy = Samples.funded(storage, "busy", 1_000_000);
        storage.transact(loader -> many(loader.load(Samples.plan(busy)), 0, 2_000));
        Sql.run(pool, "VACUUM ANALYZE");
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Tables tables = new Tables(new Schema(connection.getSchema()));
            Sql.run(connection, PostgresPlanning.BY_VALUES);
            String id = Sql.value(connection, "SELECT id FROM credit_accounts WHERE name = '" + quiet.value() + "'");
            Sql.run(connection, PostgresPlanning.IN_ORDER);
            uses(connection, tables.entries.ofAccounts, "'{" + id + "}'", "credit_ledger_entries_seq_once");
            uses(connection, tables.holds.ofAccounts, "'{" + id + "}'", "credit_holds_open");
            Sql.run(connection, PostgresPlanning.IN_ANY_ORDER);
            uses(connection, tables.holds.open, id + ", now(), 10", "credit_holds_open");
            connection.rollback();
        }
    }

    @Test
    @DisplayName("A balance that changes a thousand times is updated in place")
    void heapOnlyUpdates() throws SQLException {
        Samples.funded(storage, USER.value(), 1_000_000);
        for (int i = 0; i < 200; i++) {
            Samples.charge(storage, USER, 1, "c" + i);
        }
        try (Connection connection = pool.getConnection()) {
            for (String table : List.of("credit_accounts", "credit_lots")) {
                String share = "SELECT n_tup_hot_upd * 100 / n_tup_upd FROM pg_stat_xact_user_tables WHERE relname = '"
                        + table + "'";
                assertThat(connection.isValid(1)).isTrue();
                awaitStatistics(connection, table, 200);
                assertThat(Sql.value(connection, share.replace("xact_", "") + here()))
                        .as(table)
                        .satisfies(
                                percent -> assertThat(Integer.parseInt(percent)).isGreaterThan(90));
            }
        }
    }

    /** Everything a unit can load and write, but for opening accounts. */
    private static void everything(Storage storage, String key) {
        storage.transact(loader -> {
            Loaded loaded = loader.load(plan(key));
            Account account = loaded.accounts().get(0);
            ChangeSet reserve = Samples.reserve(account, loaded.lots().get(0), 1, key, Samples.NOW.plusSeconds(99));
            Changes changes = new Changes(reserve);
            loaded.holds().forEach(changes::hold);
            return changes.toChangeSet();
        });
    }

    private static LoadPlan plan(String key) {
        TransactionId transaction = TransactionId.of(USER, IdempotencyKey.of(key));
        TransactionId hold = TransactionId.of(USER, IdempotencyKey.of("warm0"));
        return LoadPlan.of(Set.of(USER), Samples.NOW)
                .transactions(Set.of(transaction))
                .holds(Set.of(hold))
                .lots(Set.of(new LoadPlan.LotRef(USER, 1)))
                .limits(Set.of(USER))
                .subjects(Set.of(new LoadPlan.Subject("rates", "A/B")));
    }

    /** From empty tables to thousands of rows, over one connection, so that its plans are as old as they can be. */
    private void grow(Storage on) {
        Samples.funded(on, USER.value(), 1_000_000);
        for (int i = 0; i < 20; i++) {
            everything(on, "early" + i);
        }
        AccountId busy = Samples.funded(on, "busy", 1_000_000);
        for (int round = 0; round < 5; round++) {
            int first = round * 400;
            on.transact(loader -> {
                Loaded loaded = loader.load(Samples.plan(busy));
                return many(loaded, first, 400);
            });
        }
        for (int i = 0; i < 20; i++) {
            everything(on, "late" + i);
        }
    }

    private static ChangeSet many(Loaded loaded, int first, int count) {
        Changes changes = new Changes();
        Account account = loaded.accounts().get(0);
        var lot = loaded.lots().get(0);
        for (int i = first; i < first + count; i++) {
            ChangeSet one = Samples.reserve(account, lot, 1, "r" + i, Samples.NOW.plusSeconds(1000 + i));
            Hold hold = one.newHolds().get(0);
            changes.newHold(hold).entry(one.entries().get(0));
            account = one.accounts().get(0);
            lot = one.lots().get(0);
        }
        return changes.account(account).lot(lot).toChangeSet();
    }

    private void assertNothingWasScanned() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            awaitStatistics(connection, "credit_ledger_entries", 0);
            assertThat(Sql.column(
                            connection,
                            "SELECT relname || ' read ' || seq_tup_read FROM pg_stat_user_tables "
                                    + "WHERE seq_tup_read > 0 AND relname <> 'credit_schema_history'" + here()))
                    .isEmpty();
            assertThat(Sql.column(
                            connection,
                            "SELECT relname || ' ' || indexrelname || ' read ' || idx_tup_read "
                                    + "FROM pg_stat_user_indexes WHERE idx_tup_read > 20000" + here()))
                    .isEmpty();
        }
    }

    /** Sessions report what they did when they are idle, a second or so apart: asks again until the last have. */
    private void awaitStatistics(Connection connection, String table, int updates) throws SQLException {
        pool.getHikariPoolMXBean().softEvictConnections();
        long end = System.nanoTime() + 30_000_000_000L;
        String sql = "SELECT n_tup_upd >= " + updates + " AND n_tup_ins > 0 FROM pg_stat_user_tables WHERE relname = '"
                + table + "'" + here();
        while (!Sql.value(connection, sql).startsWith("t")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no statistics of " + table);
            }
            Thread.onSpinWait();
        }
    }

    private String here() {
        return " AND schemaname = '" + schema() + "'";
    }

    private String schema() {
        String url = pool.getJdbcUrl();
        return url.substring(url.indexOf("currentSchema=") + "currentSchema=".length());
    }

    /** So many values that are nothing, and a count. */
    private static String nulls(int count, String nothing) {
        return (nothing + ", ").repeat(count) + "1";
    }

    /** The generic plan of a statement, as its session would keep it. */
    private static String plan(Connection connection, String sql, String values) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int parameters = 0;
        for (int i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '?') {
                numbered.append('$').append(++parameters);
            } else {
                numbered.append(sql.charAt(i));
            }
        }
        Sql.run(connection, "DEALLOCATE ALL", "PREPARE hot AS " + numbered);
        return String.join("\n", Sql.column(connection, "EXPLAIN EXECUTE hot (" + values + ")"));
    }
}
