package dev.credits.jdbc.internal;

import dev.credits.money.InvalidInputException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The schema the tables are in, as the database itself spells it. Every statement names it, so that neither a search path
 * nor what another user of the pool has set decides where credits are kept.
 */
public record Schema(String name) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** The text, if it may name a schema; null stays null. */
    public static @Nullable String checked(@Nullable String name) {
        if (name != null && !ALLOWED.matcher(name).matches()) {
            throw new InvalidInputException(
                    "schema", name, "1 to 63 characters of a-z, 0-9 and _, not beginning with a digit");
        }
        return name;
    }

    /** A statement in which {@code {}} stands for the schema before the name of each table and function. */
    public String in(String sql) {
        return sql.replace("{}", '"' + name.replace("\"", "\"\"") + '"');
    }
}
