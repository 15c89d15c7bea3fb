package dev.credits.jdbc;

import dev.credits.jdbc.internal.Dialect;
import dev.credits.jdbc.internal.Schema;
import dev.credits.jdbc.internal.SchemaText;
import java.util.Locale;

/**
 * The SQL of all tables, for an administrator or a migration tool of the host's to run instead of the library. It also
 * writes what the library would have noted, so that {@link JdbcStorage} accepts the schema and a later version can
 * migrate it.
 *
 * @param schema the schema to make the tables in; the script makes it if it does not exist
 */
public record SchemaScript(String schema) {
    public SchemaScript {
        Schema.checked(schema);
    }

    /** For PostgreSQL 14 or newer. */
    public String forPostgres() {
        return SchemaText.of(Dialect.POSTGRESQL, new Schema(schema));
    }

    /** For H2. */
    public String forH2() {
        return SchemaText.of(Dialect.H2, new Schema(schema.toUpperCase(Locale.ROOT)));
    }
}
