package dev.credits.jdbc.internal;

import dev.credits.flyway.core.Flyway;
import dev.credits.flyway.core.api.FlywayException;
import dev.credits.flyway.core.api.MigrationInfo;
import dev.credits.flyway.core.api.MigrationState;
import dev.credits.flyway.core.api.MigrationVersion;
import dev.credits.flyway.core.api.ResourceProvider;
import dev.credits.flyway.core.api.output.ValidateResult;
import dev.credits.flyway.core.api.resource.LoadableResource;
import dev.credits.ledger.CreditsException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The schema's versions: what was shipped, in order, and how a database is brought to the newest. They have a history of
 * their own ({@value #HISTORY}) beside whatever else the host migrates, and are named here one by one: nothing is
 * searched for on the class path.
 */
public final class Migrations {
    static final String HISTORY = "credit_schema_history";

    private static final String FOLDER = "/dev/credits/jdbc/migration/";

    /** Every version: its number, its name, and whether it differs between databases. Shipped files never change. */
    static final List<String> COMMON = List.of("V1__kernel_tables.sql", "V2__log.sql", "V3__budget_tables.sql");

    static final List<String> OWN =
            List.of("V1_1__kernel_guards.sql", "V2_1__log_guards.sql", "V3_1__budget_guards.sql");

    /** On H2, which has no lock that outlives a change of a table: one at a time in this process. */
    private static final ReentrantLock ALONE = new ReentrantLock();

    private static final String WAIT_FOR_OTHERS = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

    private final Database database;
    private final String target;

    public Migrations(Database database) {
        this(database, "latest");
    }

    /** Goes no further than {@code target}. */
    Migrations(Database database, String target) {
        this.database = database;
        this.target = target;
    }

    /** Brings the schema to the newest version; answers how many steps that took. Refuses what it does not know. */
    public int migrate() {
        return ask(true, flyway -> {
            refuseUnknown(flyway);
            return flyway.migrate().migrationsExecuted;
        });
    }

    /** The schema's version, or empty if there is none yet. */
    public Optional<String> version() {
        return ask(false, Migrations::version);
    }

    /** Refuses a schema that is not exactly the newest version, and says what it is instead. */
    public void check() {
        ask(false, flyway -> {
            refuseUnknown(flyway);
            MigrationInfo[] pending = flyway.info().pending();
            if (pending.length > 0) {
                String newest = pending[pending.length - 1].getVersion().toString();
                throw refused(version(flyway)
                        .map(version -> "too old: it is at version " + version + ", this library needs " + newest)
                        .orElse("missing: there are no credits in it yet, this library needs version " + newest));
            }
            return Optional.empty();
        });
    }

    private static Optional<String> version(Flyway flyway) {
        return Optional.ofNullable(flyway.info().current())
                .map(MigrationInfo::getVersion)
                .map(Object::toString)
                .filter(version -> !version.equals("0"));
    }

    private void refuseUnknown(Flyway flyway) {
        for (MigrationInfo each : flyway.info().all()) {
            MigrationState state = each.getState();
            if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
                throw refused("too new: it is at version " + each.getVersion() + ", which this library does not know");
            }
            if (state.isFailed()) {
                throw refused("unknown: migration " + each.getVersion() + " failed half-way");
            }
        }
        ValidateResult validated = flyway.validateWithResult();
        boolean onlyPending = validated.invalidMigrations.stream()
                .allMatch(each ->
                        "RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED".equals(each.errorDetails.errorCode.toString()));
        if (!validated.validationSuccessful && !onlyPending) {
            throw refused("unknown: " + validated.getAllErrorMessages());
        }
    }

    private CreditsException refused(String how) {
        return new SqlFault("the schema " + database.schema().name() + " is " + how, null, Rerun.NEVER);
    }

    /**
     * Asks over one connection, as a pool may have no second one. On PostgreSQL what is changed is one transaction. H2 ends
     * one at every change of a table, so there other processes are kept out by a second connection, if there can be others.
     */
    private <T> T ask(boolean alone, Function<Flyway, T> question) {
        boolean whole = database.dialect() == Dialect.POSTGRESQL;
        try (OneConnection one = OneConnection.of(database.source(), whole)) {
            boolean shared = !whole && one.connection().getMetaData().getURL().matches("jdbc:h2:(tcp|ssl):.*");
            if (!shared) {
                T answer = alone ? alone(one, question) : question.apply(flyway(one));
                one.commit();
                return answer;
            }
        } catch (FlywayException failed) {
            throw failed(failed);
        } catch (SQLException failed) {
            throw SqlFault.noConnection(failed);
        }
        try {
            return question.apply(flyway(database.source()));
        } catch (FlywayException failed) {
            throw failed(failed);
        }
    }

    private <T> T alone(OneConnection one, Function<Flyway, T> question) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL) {
            waitForOthers(one.connection());
            return question.apply(flyway(one));
        }
        ALONE.lock();
        try {
            return question.apply(flyway(one));
        } finally {
            ALONE.unlock();
        }
    }

    private void waitForOthers(Connection connection) throws SQLException {
        try (PreparedStatement seeing = connection.prepareStatement(PostgresUnit.READ_COMMITTED);
                PreparedStatement statement = connection.prepareStatement(WAIT_FOR_OTHERS)) {
            seeing.execute();
            statement.setString(1, HISTORY + " of " + database.schema().name());
            statement.execute();
        }
    }

    private Flyway flyway(DataSource source) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .defaultSchema(database.schema().name())
                .schemas(database.schema().name())
                .table(HISTORY)
                .target(target)
                .resourceProvider(new Shipped(database.dialect()))
                .javaMigrationClassProvider(List::of)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }

    private static CreditsException failed(FlywayException failed) {
        return new CreditsException(
                "the schema could not be brought up to date: " + failed.getMessage(), false, failed);
    }

    /** The migrations of this library for one kind of database, as Flyway wants them. */
    record Shipped(Dialect dialect) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return all().filter(resource -> resource.getFilename().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all().filter(resource -> resource.getFilename().startsWith(prefix))
                    .filter(resource -> Arrays.stream(suffixes).anyMatch(resource.getFilename()::endsWith))
                    .toList();
        }

        private Stream<LoadableResource> all() {
            return Stream.concat(
                    COMMON.stream().map(name -> new Resource("common/" + name)),
                    OWN.stream().map(name -> new Resource(dialect.folder() + "/" + name)));
        }

        /** All of them in the order of their versions. */
        List<LoadableResource> inOrder() {
            return all().sorted(Comparator.comparing(Shipped::version)).toList();
        }

        static MigrationVersion version(LoadableResource migration) {
            String name = migration.getFilename();
            return MigrationVersion.fromVersion(name.substring(1, name.indexOf("__")));
        }
    }

    /** One migration. */
    private static final class Resource extends LoadableResource {
        private final String path;

        private Resource(String path) {
            this.path = path;
        }

        @Override
        public Reader read() {
            InputStream stream = Migrations.class.getResourceAsStream(FOLDER + path);
            if (stream == null) {
                throw new IllegalStateException("this library is incomplete: " + path + " is missing");
            }
            return new InputStreamReader(stream, StandardCharsets.UTF_8);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER.substring(1) + path;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        @Override
        public String getRelativePath() {
            return path;
        }
    }
}
