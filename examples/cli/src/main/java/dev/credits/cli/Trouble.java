package dev.credits.cli;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Turns what a driver throws into one line that says what is wrong and what to try. */
final class Trouble {
    private static final int H2_LOCKED = 90020;
    private static final int H2_NOT_FOUND = 90146;

    private Trouble() {}

    /** Why a database could not be opened. */
    static Failure opening(String url, Exception failure) {
        if (failure instanceof Failure known) {
            return known;
        }
        SQLException sql = sql(failure);
        String why = sql == null ? firstLine(failure.getMessage(), failure) : why(sql);
        return new Failure(
                ExitCode.FAULT, "cannot open " + JdbcUrl.shown(url) + ": " + JdbcUrl.shownByDriver(why), failure);
    }

    /** One line about any failure. */
    static String line(Throwable failure) {
        SQLException sql = sql(failure);
        return JdbcUrl.shown(sql == null ? firstLine(failure.getMessage(), failure) : firstLine(sql.getMessage(), sql));
    }

    private static String why(SQLException sql) {
        if (sql.getErrorCode() == H2_LOCKED) {
            return "another process has it open; an H2 file serves one process at a time";
        }
        if (sql.getErrorCode() == H2_NOT_FOUND) {
            return "there is no such database yet; `credits apply` or `credits migrate` makes it";
        }
        String state = String.valueOf(sql.getSQLState());
        String said = JdbcUrl.shown(firstLine(sql.getMessage(), sql));
        if (state.startsWith("28")) {
            return "the user or the password is wrong; see --user, --password and " + Database.PASSWORD_VARIABLE + " ("
                    + said + ")";
        }
        if (state.equals("08001") || state.equals("08004")) {
            return "nothing answers there (" + said + ")";
        }
        return said;
    }

    private static @Nullable SQLException sql(Throwable failure) {
        SQLException deepest = null;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            deepest = cause instanceof SQLException sql && sql.getSQLState() != null ? sql : deepest;
            depth++;
        }
        return deepest;
    }

    private static String firstLine(@Nullable String message, Throwable failure) {
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.strip().lines().findFirst().orElseThrow().strip();
    }
}
