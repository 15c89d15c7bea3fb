package dev.credits.cli;

import dev.credits.cli.Database.Access;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be told of a JDBC URL before connecting. */
final class JdbcUrl {
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Pattern SECRET = Pattern.compile("(?i)(password=)[^;&\\s'\"]*");
    /** {@code //user:secret@host}, whatever is in the secret. */
    private static final Pattern LOGIN = Pattern.compile("(//[^:@/\\s]*:)\\S*@");

    /** The same without what comes before it, as drivers tell of a host they do not know. */
    private static final Pattern PART = Pattern.compile("([^:@/\\s]+:)[^:\\s]\\S*@");

    private JdbcUrl() {}

    /**
     * The URL to connect with: an H2 database that nobody may make must be there, and an H2 file is written before an answer
     * is given, where it would otherwise be up to half a second later.
     */
    static String checked(String url, Access access) {
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new Failure(
                    ExitCode.FAULT,
                    "--db is \"" + shown(url) + "\"; it must begin with " + H2 + " or " + POSTGRESQL + ", such as "
                            + Database.USUAL_URL + " or jdbc:postgresql://localhost/credits",
                    null);
        }
        if (!url.startsWith(H2) || isInMemory(url)) {
            return url;
        }
        boolean ours = !url.startsWith(H2 + "tcp:") && !url.startsWith(H2 + "ssl:");
        String written = ours ? with(url, "WRITE_DELAY", "0") : url;
        return access == Access.EXISTING ? with(written, "IFEXISTS", "TRUE") : written;
    }

    /** The URL with a setting, unless it has that already. */
    private static String with(String url, String setting, String value) {
        String named = ";" + setting + "=";
        return url.toUpperCase(Locale.ROOT).contains(named) ? url : url + named + value;
    }

    static @Nullable String usualUser(String url) {
        boolean named = url.toUpperCase(Locale.ROOT).contains(";USER=");
        return url.startsWith(H2) && !named ? "sa" : null;
    }

    /** What a driver says of a URL, without a password that may be in it, even in a part of the URL. */
    static String shownByDriver(String text) {
        return PART.matcher(shown(text)).replaceAll("$1…@");
    }

    /** The URL without a password that may be in it. */
    static String shown(String url) {
        return LOGIN.matcher(SECRET.matcher(url).replaceAll("$1…")).replaceAll("$1…@");
    }

    private static boolean isInMemory(String url) {
        return url.startsWith(H2 + "mem:");
    }
}
