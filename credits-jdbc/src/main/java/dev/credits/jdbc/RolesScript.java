package dev.credits.jdbc;

import dev.credits.jdbc.internal.Dialect;
import dev.credits.jdbc.internal.Schema;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The SQL that makes roles with no more rights than the library needs: to be read, and run by the owner of the tables, not
 * by the library. On PostgreSQL it also makes a role that reads the rows of a subject.
 *
 * @param schema the schema the tables are in
 * @param prefix how the roles' names begin: {@code credits} makes {@code credits_app} on H2, and {@code credits_shop_app} on
 *     PostgreSQL in a database named shop
 */
public record RolesScript(String schema, String prefix) {
    private static final Pattern PREFIX = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

    public RolesScript {
        Schema.checked(schema);
        if (!PREFIX.matcher(prefix).matches()) {
            throw new InvalidInputException(
                    "prefix", prefix, "1 to 40 characters of a-z, 0-9 and _, not beginning with a digit");
        }
    }

    /** For PostgreSQL 14 or newer: an application's role, and a reader's, which sees a subject's rows through views. */
    public String forPostgres() {
        return script(Dialect.POSTGRESQL);
    }

    /** For H2, which has no security by row: an application's role. */
    public String forH2() {
        return script(Dialect.H2);
    }

    private String script(Dialect dialect) {
        String file = "roles/" + dialect.name().toLowerCase(Locale.ROOT) + ".sql";
        try (InputStream in = Objects.requireNonNull(RolesScript.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{schema}", schema)
                    .replace("{prefix}", prefix);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
