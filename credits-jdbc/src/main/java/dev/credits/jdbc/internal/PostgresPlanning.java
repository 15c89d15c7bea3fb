package dev.credits.jdbc.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * How the statements of a unit of work are planned. Plans are made once a connection, often on empty tables, and used while
 * the tables grow; on a small table every plan costs nearly the same, so the planner likes to scan whole tables and whole
 * indexes, and to join what it scanned, which is a thousand times slower an hour later. So it is left no choice but to look
 * up rows by a condition on an index:
 *
 * <ul>
 *   <li>scans of tables are off;
 *   <li>joins are written as {@link #lookUp}, over which neither hash nor merge joins can be made, and for which an index
 *       in its order is of no use;
 *   <li>nothing is asked for in an order that an index without a condition could give;
 *   <li>partial indexes that serve others have predicates that do not follow from what is asked here.
 * </ul>
 *
 * <p>With nothing to choose there is no need to plan again for other values either: plans are kept. The settings are local
 * to the transaction, and cost a few microseconds in a round trip that is made anyway.
 */
final class PostgresPlanning {
    private static final String CLOCK = ", clock_timestamp()";
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();
    private static final Map<String, String> SCAN = new LinkedHashMap<>();

    static {
        SETTINGS.put("enable_seqscan", "off");
        SETTINGS.put("plan_cache_mode", "force_generic_plan");
        SCAN.put("enable_seqscan", "off");
        SCAN.put("enable_bitmapscan", "off");
        SCAN.put("enable_sort", "off");
        SCAN.put("jit", "off");
    }

    /**
     * While very many rows are read in the order of an index: sorting them all first would take the disk of the server and
     * give nothing until it is done. Until {@link #IN_ANY_ORDER}.
     */
    static final String IN_ORDER = each(
            SCAN,
            "set_config('credits.%1$s', current_setting('%1$s'), true), set_config('%1$s', '%2$s', true)"::formatted);

    static final String IN_ANY_ORDER =
            each(SCAN, "set_config('%1$s', current_setting('credits.%1$s'), true)"::formatted);

    private static final String PLANNED = each(SETTINGS, "set_config('%1$s', '%2$s', true)"::formatted);

    /** For questions asked now and then, in a transaction that only reads: planned for what is asked, each time. */
    static final String BY_VALUES = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)";

    /** For a transaction that waits for another which reads the same state: nobody waits for it meanwhile. */
    static final String HOWEVER_LONG_IDLE = "SELECT set_config('idle_in_transaction_session_timeout', '0', true)";

    /** Where other statements follow that are not ours, or not of a unit of work, until {@link #RESTORE}. */
    static final String KEEP_AND_SET = each(
                    SETTINGS,
                    "set_config('credits.%1$s', current_setting('%1$s'), true), set_config('%1$s', '%2$s', true)"
                            ::formatted)
            + CLOCK;

    static final String RESTORE =
            each(SETTINGS, "set_config('%1$s', current_setting('credits.%1$s'), true)"::formatted);

    private PostgresPlanning() {}

    /**
     * For the rest of a transaction of our own; which also waits for no lock for ever and does not stand idle for ever, unless
     * the host has set how long.
     */
    static String untilTheEnd(Patience patience) {
        String locks = patience.hasty()
                ? "'" + Patience.HASTY_MILLIS + "ms'"
                : "coalesce(nullif(current_setting('lock_timeout'), '0'), '5s')";
        return PLANNED + ", set_config('lock_timeout', " + locks + ", true)"
                + ", set_config('idle_in_transaction_session_timeout', coalesce(nullif(current_setting("
                + "'idle_in_transaction_session_timeout'), '0'), '" + patience.idleMillis() + "ms'), true)"
                + CLOCK;
    }

    /** What the database's clock shows, from the one row of a statement that ends with it. */
    static Instant clock(ResultSet rows) throws SQLException {
        rows.next();
        return rows.getObject(rows.getMetaData().getColumnCount(), OffsetDateTime.class)
                .toInstant();
    }

    /** A join of a column with the value it is looked up by: equal, in a spelling that can only be looked up. */
    static String lookUp(String column, String value) {
        return column + " = ANY(ARRAY[" + value + "])";
    }

    private static String each(Map<String, String> settings, BiFunction<String, String, String> call) {
        return settings.entrySet().stream()
                .map(setting -> call.apply(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }
}
