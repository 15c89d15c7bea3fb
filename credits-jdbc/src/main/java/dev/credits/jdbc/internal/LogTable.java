package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.BYTES;
import static dev.credits.jdbc.internal.SqlType.INT;
import static dev.credits.jdbc.internal.SqlType.LONG;
import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.Actor;
import dev.credits.ledger.Hash;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LogLine;
import dev.credits.spi.UnreadableException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code credit_log}: logs, which only grow. Lines are inserted and read; the database refuses anything else. */
final class LogTable {
    private static final String COLUMNS = """
            l.log, l.number, l.kind, l.subject, l.effective, l.codec, l.content, l.actor, l.reason, l.command_key, \
            l.published_at, l.previous_hash, l.hash""";

    private static final List<Column<LogLine>> WRITTEN = List.of(
            new Column<>("log", TEXT, LogLine::log),
            new Column<>("number", LONG, LogLine::number),
            new Column<>("kind", TEXT, LogLine::kind),
            new Column<>("subject", TEXT, LogLine::subject),
            new Column<>("effective", TIME, LogLine::effective),
            new Column<>("codec", INT, LogLine::codec),
            new Column<>("content", TEXT, LogLine::content),
            new Column<>("actor", TEXT, line -> line.by().name()),
            new Column<>("reason", TEXT, LogLine::reason),
            new Column<>(
                    "command_key",
                    TEXT,
                    line -> line.key() == null ? null : line.key().value()),
            new Column<>("published_at", TIME, LogLine::at),
            new Column<>("previous_hash", BYTES, line -> line.previous().bytes()),
            new Column<>("hash", BYTES, line -> line.hash().bytes()));

    /** After {@link #insert}, on PostgreSQL: what another was quicker to follow is left out; answers a row for each that is new. */
    static final String OR_LEAVE_OUT = " ON CONFLICT DO NOTHING RETURNING number";

    final Write<LogLine> insert;

    /** All about one subject. */
    final String bySubject;

    /** The last line of a log up to a number. */
    final String upTo;

    final String byKey;
    final String after;
    final String newest;
    final String all;

    LogTable(Schema schema) {
        insert = Write.insert(schema, "credit_log", WRITTEN);
        String select = "SELECT " + COLUMNS + " FROM {}.credit_log l ";
        bySubject = schema.in(select + "WHERE l.subject = ? AND l.log = ?");
        upTo = schema.in(select + "WHERE l.log = ? AND l.number <= ? ORDER BY l.number DESC LIMIT 1");
        byKey = schema.in(select + "WHERE l.log = ? AND l.command_key = ?");
        after = schema.in(select + "WHERE l.log = ? AND l.number > ? ORDER BY l.number LIMIT ?");
        newest = schema.in(select + "WHERE l.log = ? AND l.kind = ? ORDER BY l.number DESC LIMIT ?");
        all = schema.in(select + "ORDER BY l.log, l.number");
    }

    private static @Nullable IdempotencyKey key(@Nullable String value) {
        return value == null ? null : new IdempotencyKey(value);
    }

    static LogLine read(Fields fields) throws SQLException {
        String log = fields.text();
        long number = fields.number();
        try {
            return new LogLine(
                    log,
                    number,
                    fields.text(),
                    fields.text(),
                    fields.time(),
                    fields.count(),
                    fields.textOrNull(),
                    new Actor(fields.text()),
                    fields.text(),
                    key(fields.textOrNull()),
                    fields.time(),
                    Hash.of(fields.bytes()),
                    Hash.of(fields.bytes()));
        } catch (RuntimeException unreadable) {
            String what = "line " + number + " of log " + log + " cannot be read: " + unreadable.getMessage();
            throw new UnreadableException(what, null, number, unreadable);
        }
    }
}
