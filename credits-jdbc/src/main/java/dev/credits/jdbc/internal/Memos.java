package dev.credits.jdbc.internal;

import static dev.credits.jdbc.internal.SqlType.TEXT;
import static dev.credits.jdbc.internal.SqlType.TIME;

import dev.credits.ledger.Actor;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** The columns of a memo, wherever one is kept. */
final class Memos {
    private Memos() {}

    static String columns(String alias) {
        return "%1$s.command_key, %1$s.actor, %1$s.reason, %1$s.feature, %1$s.metadata, %1$s.happened_at"
                .formatted(alias);
    }

    static <R> List<Column<R>> written(Function<R, Memo> memo) {
        return List.of(
                new Column<>("command_key", TEXT, row -> memo.apply(row).key().value()),
                new Column<>("actor", TEXT, row -> memo.apply(row).by().name()),
                new Column<>("reason", TEXT, row -> memo.apply(row).reason()),
                new Column<>("feature", TEXT, row -> memo.apply(row).feature()),
                new Column<>(
                        "metadata",
                        TEXT,
                        row -> MetadataJson.write(memo.apply(row).metadata())),
                new Column<>("happened_at", TIME, row -> memo.apply(row).happened()));
    }

    static Memo read(Fields fields) throws SQLException {
        return new Memo(
                new IdempotencyKey(fields.text()),
                new Actor(fields.text()),
                fields.textOrNull(),
                fields.textOrNull(),
                MetadataJson.read(fields.textOrNull()),
                fields.timeOrNull());
    }
}
