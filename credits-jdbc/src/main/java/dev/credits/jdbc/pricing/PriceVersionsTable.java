package dev.credits.jdbc.pricing;

import dev.credits.jdbc.internal.Schema;
import dev.credits.ledger.Actor;
import dev.credits.pricing.PriceKind;
import dev.credits.pricing.PriceVersion;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The table {@code credit_price_versions}: its statements beside its rows. The same text serves both databases. */
final class PriceVersionsTable {
    private static final String COLUMNS =
            "SELECT number, kind, subject, effective, content, actor, reason, published_at FROM {}.credit_price_versions ";
    private static final int BATCH = 500;

    private final String after;
    private final String numbered;
    private final String newestOfKind;
    private final String newest;
    private final String insert;

    PriceVersionsTable(Schema schema) {
        this.after = schema.in(COLUMNS + "WHERE number > ? ORDER BY number LIMIT ?");
        this.numbered = schema.in(COLUMNS + "WHERE number = ANY(?) ORDER BY number");
        this.newestOfKind = schema.in(COLUMNS + "WHERE kind = ? ORDER BY number DESC LIMIT ?");
        this.newest = schema.in("SELECT coalesce(max(number), 0) FROM {}.credit_price_versions");
        this.insert = schema.in("""
                INSERT INTO {}.credit_price_versions
                    (number, kind, subject, effective, content, actor, reason, published_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""");
    }

    List<PriceVersion> after(Connection connection, long number, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(after)) {
            select.setLong(1, number);
            select.setInt(2, limit);
            return versions(select);
        }
    }

    List<PriceVersion> numbered(Connection connection, List<Long> numbers) throws SQLException {
        Array wanted = connection.createArrayOf("bigint", numbers.toArray());
        try (PreparedStatement select = connection.prepareStatement(numbered)) {
            select.setArray(1, wanted);
            return versions(select);
        } finally {
            wanted.free();
        }
    }

    List<PriceVersion> newest(Connection connection, PriceKind kind, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(newestOfKind)) {
            select.setString(1, kind.name());
            select.setInt(2, limit);
            return versions(select);
        }
    }

    /** The highest number; 0 if there is none. */
    long newest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(newest);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void insert(Connection connection, List<PriceVersion> versions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            int waiting = 0;
            for (PriceVersion version : versions) {
                statement.setLong(1, version.number());
                statement.setString(2, version.kind().name());
                statement.setString(3, version.subject());
                statement.setObject(4, utc(version.effective()));
                statement.setString(5, version.content());
                statement.setString(6, version.by().name());
                statement.setString(7, version.reason());
                statement.setObject(8, utc(version.at()));
                statement.addBatch();
                if (++waiting == BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }

    private static List<PriceVersion> versions(PreparedStatement select) throws SQLException {
        List<PriceVersion> versions = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                versions.add(PriceVersion.read(
                        row.getLong("number"),
                        PriceKind.valueOf(row.getString("kind")),
                        row.getString("subject"),
                        instant(row, "effective"),
                        row.getString("content"),
                        Actor.of(row.getString("actor")),
                        row.getString("reason"),
                        instant(row, "published_at")));
            }
        }
        return versions;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
