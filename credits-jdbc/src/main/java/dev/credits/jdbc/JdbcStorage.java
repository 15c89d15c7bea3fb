package dev.credits.jdbc;

import dev.credits.jdbc.internal.Database;
import dev.credits.jdbc.internal.Migrations;
import dev.credits.jdbc.internal.OwnStorage;
import dev.credits.money.InvalidInputException;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Credits kept in the database behind a {@link DataSource}: H2, or PostgreSQL 14 or newer. Which it is, it finds out by
 * itself. Thread-safe; a host makes one and keeps it.
 *
 * <p>It takes a connection for each unit of work and gives it back as it was; the pool, its size and its time-outs are the
 * host's. Connections may commit by themselves or not.
 */
public final class JdbcStorage implements Storage {
    private final OwnStorage own;

    private final DataSource source;
    private final HostTransactions host;

    private JdbcStorage(Database database, int remembered, Duration deadline, HostTransactions host) {
        this.own = new OwnStorage(database, remembered, deadline);
        this.source = database.source();
        this.host = host;
    }

    /** Credits in the schema that the source's connections begin in, which is brought to the newest version first. */
    public static JdbcStorage on(DataSource source) {
        return builder(source).build();
    }

    /** The same with more to choose. */
    public static Builder builder(DataSource source) {
        return new Builder(source);
    }

    /**
     * Brings a schema to the newest version.
     *
     * @param schema its name, or null for the one that the source's connections begin in
     * @return how many steps that took
     */
    public static int migrate(DataSource source, @Nullable String schema) {
        return new Migrations(Database.of(source, schema)).migrate();
    }

    /**
     * The version a schema is at, or empty if there are no credits in it.
     *
     * @param schema its name, or null for the one that the source's connections begin in
     */
    public static Optional<String> version(DataSource source, @Nullable String schema) {
        return new Migrations(Database.of(source, schema)).version();
    }

    /**
     * The same credits inside a transaction that the host has open on this connection: what is booked is committed and
     * rolled back with it, keys included. This never commits, rolls back, closes or retries, and leaves the connection as
     * it was. Valid as long as the connection is, and no more thread-safe than that.
     *
     * <p>A listener hears nothing of it, because a connection does not tell when it is committed.
     *
     * <p>A refusal by the rules leaves the transaction usable. After a {@link dev.credits.ledger.CreditsException} the
     * host should roll back.
     */
    public Storage joining(Connection connection) {
        return own.joining(connection, HostTransactions.UNKNOWN::afterCommit);
    }

    @Override
    public @Nullable Storage joined() {
        Connection connection = host.current(source);
        return connection == null ? null : own.joining(connection, host::afterCommit);
    }

    @Override
    public void transact(UnitOfWork work) {
        own.transact(work);
    }

    @Override
    public <T> T read(Function<Reader, T> question) {
        return own.read(question);
    }

    /** What can be chosen about where credits are kept. */
    public static final class Builder {
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofHours(1);

        private final DataSource source;
        private @Nullable String schema;
        private boolean migrate = true;
        private int remembered = 10_000;
        private Duration deadline = Duration.ofSeconds(30);
        private HostTransactions host = HostTransactions.UNKNOWN;

        private Builder(DataSource source) {
            this.source = source;
        }

        /** The schema for the tables: 1 to 63 characters of a-z, 0-9 and _. It is made if it does not exist. */
        public Builder schema(@Nullable String name) {
            this.schema = name;
            return this;
        }

        /**
         * Whether to bring the schema to the newest version when it is built, as is usual. If not, a schema that is
         * missing, unknown, too old or too new is refused.
         */
        public Builder migrate(boolean onStart) {
            this.migrate = onStart;
            return this;
        }

        /**
         * Of how many accounts to remember how they stand, so that a command need not load them: those used last, on
         * PostgreSQL. What is remembered is never trusted: the transaction that writes first proves that nobody else has
         * written to them, and otherwise everything is loaded and decided again. Usually 10,000; 0 for none.
         */
        public Builder remember(int accounts) {
            if (accounts < 0) {
                throw new InvalidInputException("accounts", accounts, "zero or more");
            }
            this.remembered = accounts;
            return this;
        }

        /**
         * How long one unit of work may take, all attempts together: from a second to an hour, usually 30 seconds. A third of it
         * without an answer from the database, and the connection is given up, the key telling the next attempt what became
         * of the unit; a question may wait ten times as long for an answer. Needs a driver that keeps
         * {@link Connection#setNetworkTimeout}.
         */
        public Builder deadline(Duration longest) {
            if (longest.compareTo(SHORTEST) < 0 || longest.compareTo(LONGEST) > 0) {
                throw new InvalidInputException("deadline", longest, "from a second to an hour");
            }
            this.deadline = longest;
            return this;
        }

        /**
         * Where the host's transactions are found. Whatever a thread does with credits while it has one open on this source
         * is then part of it. Usually they are unknown, and joined by {@link JdbcStorage#joining} only.
         */
        public Builder joining(HostTransactions transactions) {
            this.host = transactions;
            return this;
        }

        /** The storage, ready for use. */
        public JdbcStorage build() {
            Database database = Database.of(source, schema);
            Migrations migrations = new Migrations(database);
            if (migrate) {
                migrations.migrate();
            } else {
                migrations.check();
            }
            return new JdbcStorage(database, remembered, deadline, host);
        }
    }
}
