package dev.credits.jdbc.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.Credits;
import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.RolesScript;
import dev.credits.jdbc.testing.TestPostgres;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Grant;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.quota.Allowance;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A ledger on PostgreSQL with the shipped roles, and a login for each: {@code app}, {@code alice}, a reader of
 * {@link #OWN}, and {@code nobody}, who has none. Every table of accounts has rows of {@link #OWN} and of {@link #FOREIGN}.
 */
final class RolesFixture implements AutoCloseable {
    static final String DENIED = "42501";
    static final AccountId OWN = AccountId.of("org:7");
    static final AccountId FOREIGN = AccountId.of("org:8");
    static final List<String> LOGINS = List.of("app", "alice", "nobody");

    final PGSimpleDataSource owner = TestPostgres.fresh();
    final String schema = owner.getCurrentSchema();
    final String script = new RolesScript(schema, schema).forPostgres();
    private final String roles;

    RolesFixture() throws SQLException {
        Credits credits = Credits.on(JdbcStorage.on(owner));
        roles = schema + "_" + column(owner, "SELECT current_database()").get(0);
        run(owner, script);
        run(owner, script); // as after a migration
        login("app", "app");
        login("alice", "reader");
        run(owner, "CREATE ROLE %s LOGIN PASSWORD 'x'".formatted(login("nobody")));
        bind("alice", OWN);
        fill(credits, OWN, "10");
        fill(credits, FOREIGN, "77.125");
        run(owner, "ANALYZE");
    }

    private static void fill(Credits of, AccountId account, String amount) {
        Ledger ledger = of.ledger();
        ledger.execute(Open.of(account, Memo.key("open"))).orElseThrow();
        ledger.execute(Grant.of(account, Amount.of(amount), Memo.key("grant"))).orElseThrow();
        ledger.execute(Reserve.of(account, Amount.of("1"), Memo.key("hold"))).orElseThrow();
        ledger.execute(new Charge(account, Amount.of("2"), Memo.key("spent"))).orElseThrow();
        ledger.execute(Reverse.of(account, IdempotencyKey.of("spent"), Memo.key("back"))
                        .only(Amount.of("1")))
                .orElseThrow();
        ledger.execute(SetLimit.of(account, Window.DAY, Amount.of("9"), reasoned("limit")))
                .orElseThrow();
        of.quotas(Plans.of(Plan.of("small", Allowance.monthly("exports", 5))))
                .assign(account, "small", false, reasoned("plan"))
                .orElseThrow();
    }

    /** Makes a login that is a member of one of the roles. */
    void login(String name, String role) throws SQLException {
        run(owner, "CREATE ROLE %s LOGIN PASSWORD 'x' IN ROLE %s".formatted(login(name), role(role)));
    }

    void bind(String login, AccountId subject) throws SQLException {
        run(owner, "INSERT INTO credit_subjects VALUES ('%s', '%s')".formatted(login(login), subject));
    }

    /** The name in the cluster of a login. */
    String login(String name) {
        return schema + "_login_" + name;
    }

    /** The name in the cluster of a role of the script's. */
    String role(String name) {
        return roles + "_" + name;
    }

    /** Where a reader finds what it may see. */
    String shown() {
        return schema + "_reader";
    }

    /** Connections of a login, which begin in the tables' schema, or in the readers'. */
    PGSimpleDataSource source(String login) {
        return source(login, owner.getDatabaseName());
    }

    PGSimpleDataSource source(String login, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(owner.getUrl());
        source.setDatabaseName(database);
        source.setUser(login(login));
        source.setPassword("x");
        source.setCurrentSchema(login.equals("app") ? schema : shown());
        return source;
    }

    Ledger ledger(String login) {
        return credits(login).ledger();
    }

    Credits credits(String login) {
        return Credits.on(JdbcStorage.builder(source(login)).migrate(false).build());
    }

    void assertDenied(String login, String statement) {
        assertThatThrownBy(() -> run(source(login), statement))
                .as("%s: %s", login, statement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState())
                                .as(refused.getMessage())
                                .isEqualTo(DENIED));
    }

    static Memo reasoned(String key) {
        return Memo.key(key).by("admin").because("as agreed");
    }

    static void run(PGSimpleDataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of what the last statement answers. */
    static List<String> column(PGSimpleDataSource source, String... statements) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < statements.length - 1; i++) {
                statement.execute(statements[i]);
            }
            try (ResultSet rows = statement.executeQuery(statements[statements.length - 1])) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
        }
        return values;
    }

    /** Drops the roles and logins, which are the cluster's and would outlive the schema. */
    @Override
    public void close() throws SQLException {
        for (String role :
                column(owner, "SELECT rolname FROM pg_roles WHERE starts_with(rolname, '%s_')".formatted(schema))) {
            run(owner, "DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }
}
