package dev.credits.jdbc.pricing;

import dev.credits.jdbc.internal.Database;
import dev.credits.jdbc.internal.OwnWork;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceStore;
import dev.credits.pricing.PriceVersion;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A price book's versions in the database that credits are kept in: the schema is the one of
 * {@link dev.credits.jdbc.JdbcStorage}, which also brings it to the newest version. Every call takes a connection of its
 * own; a book calls seldom, and never while it quotes. Thread-safe.
 */
public final class JdbcPriceStore implements PriceStore {
    private final Database database;
    private final PriceVersionsTable versions;

    private JdbcPriceStore(Database database) {
        this.database = database;
        this.versions = new PriceVersionsTable(database.schema());
    }

    /** In the schema that the source's connections begin in. */
    public static JdbcPriceStore on(DataSource source) {
        return on(source, null);
    }

    /**
     * In this schema.
     *
     * @param schema its name, or null for the one that the source's connections begin in
     */
    public static JdbcPriceStore on(DataSource source, @Nullable String schema) {
        return new JdbcPriceStore(Database.of(source, schema));
    }

    @Override
    public List<PriceVersion> after(long number, int limit) {
        return OwnWork.read(database, connection -> versions.after(connection, number, limit));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Versions are numbered here, not by the database, so the primary key lets one of two publishers through; and
     * whoever finds his own versions already kept had lost the connection after their commit.
     */
    @Override
    public boolean append(List<PriceVersion> added) {
        return OwnWork.write(database, connection -> {
            long next = versions.newest(connection) + 1;
            long first = added.get(0).number();
            if (first == next) {
                versions.insert(connection, added);
                return true;
            }
            return first < next && added.equals(versions.after(connection, first - 1, added.size()));
        });
    }

    @Override
    public List<PriceVersion> numbered(List<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : OwnWork.read(database, connection -> versions.numbered(connection, numbers));
    }

    @Override
    public List<PriceVersion> newest(PriceKind kind, int limit) {
        return OwnWork.read(database, connection -> versions.newest(connection, kind, limit));
    }
}
