package dev.credits.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.credits.jdbc.JdbcStorage;
import dev.credits.jdbc.testing.Engine;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("K10: in a transaction of the host's")
@Tag("K10")
@ParameterizedClass
@EnumSource
class JoinedTransactionTest {
    private final Engine engine;
    private final DataSource source;
    private final JdbcStorage storage;
    private final AccountId user = AccountId.of("user:1");

    JoinedTransactionTest(Engine engine) {
        this.engine = engine;
        this.source = engine.fresh();
        this.storage = JdbcStorage.on(source);
    }

    @BeforeEach
    void fund() throws SQLException {
        Samples.funded(storage, user.value(), 100);
        Sql.run(source, "CREATE TABLE orders (id int PRIMARY KEY)");
    }

    @Test
    @DisplayName("A host's commit keeps its own rows and ours together")
    void commit() throws SQLException {
        try (Connection host = begin()) {
            Sql.run(host, "INSERT INTO orders VALUES (1)");
            Samples.charge(storage.joining(host), user, 10, "order:1");
            assertThat(spent()).as("before the commit, seen by others").isZero();
            host.commit();
        }
        assertThat(spent()).isEqualTo(10);
        assertThat(orders()).containsExactly("1");
    }

    @Test
    @DisplayName("A host's rollback takes credits and key with it")
    @Tag("L4")
    void rollback() throws SQLException {
        try (Connection host = begin()) {
            Sql.run(host, "INSERT INTO orders VALUES (1)");
            Samples.charge(storage.joining(host), user, 10, "order:1");
            host.rollback();
        }
        assertThat(spent()).isZero();
        assertThat(orders()).isEmpty();
        Samples.charge(storage, user, 20, "order:1");
        assertThat(spent()).as("the key was free").isEqualTo(20);
    }

    @Test
    @DisplayName("Later units and reads see the earlier ones of the same transaction")
    void severalUnits() throws SQLException {
        try (Connection host = begin()) {
            Storage joined = storage.joining(host);
            Samples.charge(joined, user, 1, "a");
            Samples.charge(joined, user, 2, "b");
            Samples.charge(joined, user, 2, "b");
            assertThat(Samples.account(joined, user).totals().spent()).isEqualTo(3);
            Samples.funded(joined, "user:2", 7);
            host.commit();
        }
        assertThat(spent()).isEqualTo(3);
    }

    @Test
    @DisplayName("Work that throws leaves no lock behind, and the host's transaction usable")
    void noLockLeft() throws SQLException {
        try (Connection host = begin()) {
            Storage joined = storage.joining(host);
            Samples.charge(joined, Samples.funded(joined, "user:3", 7), 1, "a");
            assertThatThrownBy(() -> joined.transact(loader -> {
                        loader.load(LoadPlan.of(Set.of(user), Samples.NOW));
                        throw new IllegalStateException("mine");
                    }))
                    .hasMessage("mine");
            Samples.charge(storage, user, 10, "somebody else's");
            Samples.charge(joined, AccountId.of("user:3"), 1, "b");
            host.commit();
        }
        assertThat(spent()).isEqualTo(10);
    }

    @Test
    @DisplayName("Neither begins, commits, rolls back, closes nor changes the host's connection, whatever happens")
    void leavesTheConnectionAlone() throws SQLException {
        List<String> told = new ArrayList<>();
        try (Connection real = begin()) {
            Connection host = Intercepted.connection(real, new Intercepted.Interceptor() {
                @Override
                public void before(String what) {
                    if (what.length() < 40 || what.contains("COMMIT") || what.contains("ISOLATION")) {
                        told.add(what);
                    }
                }
            });
            Storage joined = storage.joining(host);
            Samples.charge(joined, user, 1, "a");
            joined.transact(loader -> ChangeSet.NOTHING);
            Samples.account(joined, user);
            assertThatThrownBy(() -> joined.transact(loader -> {
                        throw new IllegalStateException("mine");
                    }))
                    .hasMessage("mine");
            assertThatThrownBy(() -> joined.transact(overspend())).isInstanceOf(CreditsException.class);
        }
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("After a refusal, which writes nothing, the host's transaction is still usable")
    void usableAfterARefusal() throws SQLException {
        try (Connection host = begin()) {
            storage.joining(host).transact(loader -> {
                loader.load(Samples.plan(user, AccountId.of("user:nobody")));
                return ChangeSet.NOTHING;
            });
            Sql.run(host, "INSERT INTO orders VALUES (1)");
            host.commit();
        }
        assertThat(orders()).containsExactly("1");
    }

    @Test
    @DisplayName("A connection that commits by itself is refused, at first and later")
    void autoCommit() throws SQLException {
        try (Connection host = source.getConnection()) {
            assertThatThrownBy(() -> storage.joining(host))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("setAutoCommit(false)");
            host.setAutoCommit(false);
            Storage joined = storage.joining(host);
            host.setAutoCommit(true);
            assertThatThrownBy(() -> Samples.charge(joined, user, 1, "a")).isInstanceOf(InvalidInputException.class);
            assertThatThrownBy(() -> Samples.account(joined, user)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    @DisplayName("A unit that the database refuses half-way is a fault, and none of it is committed with the host")
    @Tag("L3")
    void noHalfUnit() throws SQLException {
        try (Connection host = begin()) {
            assertThatThrownBy(() -> storage.joining(host).transact(overspend()))
                    .isInstanceOfSatisfying(
                            CreditsException.class,
                            fault -> assertThat(fault.retryable()).isFalse());
            host.commit(); // a careless host
        } catch (SQLException onPostgres) {
            assertThat(onPostgres.getMessage()).contains("ROLLBACK");
        }
        assertThat(Samples.account(storage, user).seq()).isEqualTo(2);
        assertThat(Sql.column(source, "SELECT seq FROM credit_ledger_entries ORDER BY seq"))
                .containsExactly("1", "2");
    }

    @Test
    @DisplayName("An account that another transaction opened meanwhile is a fault to try again, and breaks nothing")
    @Tag("K1")
    void openedMeanwhile() throws SQLException {
        AccountId other = AccountId.of("user:other");
        AccountId raced = AccountId.of("user:raced");
        try (Connection host = begin()) {
            Storage joined = storage.joining(host);
            assertThatThrownBy(() -> joined.transact(loader -> {
                        loader.load(Samples.plan(other, raced));
                        storage.transact(elsewhere -> Samples.open(raced, null));
                        return new Changes(Samples.open(other, null))
                                .opened(Samples.open(raced, null).opened().get(0))
                                .entry(Samples.open(raced, null).entries().get(0))
                                .toChangeSet();
                    }))
                    .isInstanceOfSatisfying(
                            CreditsException.class,
                            fault -> assertThat(fault.retryable()).isTrue());
            Sql.run(host, "INSERT INTO orders VALUES (1)");
            host.commit();
        }
        assertThat(orders()).containsExactly("1");
        assertThat(Sql.column(source, "SELECT name FROM credit_accounts ORDER BY name"))
                .containsExactly("user:1", "user:raced");
    }

    @Test
    @DisplayName("Nothing that a unit sets in the session outlasts it")
    void settingsAreTheHostsAgain() throws SQLException {
        try (Connection host = begin()) {
            if (engine == Engine.POSTGRESQL) {
                Sql.run(host, "SET LOCAL enable_hashjoin = off");
            }
            List<String> before = settings(host);
            Storage joined = storage.joining(host);
            Samples.charge(joined, user, 1, "a");
            Samples.account(joined, user);
            assertThat(settings(host)).isEqualTo(before);
        }
    }

    @Test
    @DisplayName("Nothing that a read of all rows sets in the session outlasts it, though its reader breaks off")
    void settingsAreTheHostsAgainAfterABreak() throws SQLException {
        try (Connection host = begin()) {
            if (engine == Engine.POSTGRESQL) {
                Sql.run(host, "SET LOCAL enable_hashjoin = off");
            }
            List<String> before = settings(host);
            Storage joined = storage.joining(host);
            List<List<String>> during = new ArrayList<>();
            assertThatThrownBy(() -> joined.<Boolean>read(reader -> {
                        reader.eachEntry(List.of(user), entry -> {
                            during.add(settings(host));
                            throw new IllegalStateException("enough");
                        });
                        return true;
                    }))
                    .hasMessage("enough");
            assertThat(settings(host)).isEqualTo(before);
            if (engine == Engine.POSTGRESQL) {
                assertThat(during).singleElement().isNotEqualTo(before);
            }
            Sql.run(host, "INSERT INTO orders VALUES (1)");
            host.commit();
        }
        assertThat(orders()).containsExactly("1");
    }

    @Test
    @DisplayName("What is read of an account is one state, though others commit between the statements")
    void oneState() throws SQLException {
        AtomicInteger charges = new AtomicInteger(3);
        try (Connection plain = begin()) {
            Connection host = Intercepted.connection(plain, new Intercepted.Interceptor() {
                @Override
                public void before(String what) {
                    if (what.contains("credit_lots") && charges.getAndDecrement() > 0) {
                        Samples.charge(storage, user, 1, "c" + charges.get());
                    }
                }
            });
            Loaded loaded = storage.joining(host).read(reader -> reader.load(Samples.plan(user)));
            assertThat(loaded.lots().get(0).remaining())
                    .isEqualTo(loaded.accounts().get(0).totals().available());
        }
        assertThat(charges).hasValueLessThan(3);
    }

    @Test
    @DisplayName("A connection of another kind of database is refused by name, before anything is asked of it")
    void anotherDatabase() throws SQLException {
        Engine another = engine == Engine.H2 ? Engine.POSTGRESQL : Engine.H2;
        try (Connection host = another.fresh().getConnection()) {
            host.setAutoCommit(false);
            assertThatThrownBy(() -> storage.joining(host))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("of the database that the credits are in, which is " + engine);
        }
    }

    private Storage.UnitOfWork overspend() {
        return loader -> {
            Loaded loaded = loader.load(Samples.plan(user));
            return Samples.charge(loaded.accounts().get(0), loaded.lots().get(0), 101, "too much");
        };
    }

    /** What the session is set to. */
    private List<String> settings(Connection host) {
        String settings = engine == Engine.H2
                ? "SELECT ISOLATION_LEVEL FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()"
                : """
                SELECT name || '=' || setting FROM pg_settings WHERE name LIKE 'enable_%' OR name LIKE 'plan_cache%'
                OR name LIKE 'transaction_%' OR name = 'search_path' ORDER BY 1""";
        try {
            return Sql.column(host, settings);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private long spent() {
        return Samples.account(storage, user).totals().spent();
    }

    private List<String> orders() throws SQLException {
        return Sql.column(source, "SELECT id FROM orders");
    }
}
