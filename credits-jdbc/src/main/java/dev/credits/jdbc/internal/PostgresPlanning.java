package dev.credits.jdbc.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * How the statements of a unit of work are planned. Plans are made once a connection, often on empty tables, and used while
 * the tables grow; on a small table every plan costs nearly the same, so the planner picks scans of whole tables and whole
 * indexes, and hash and merge joins over them, which are a thousand times slower an hour later. With these settings one
 * kind of plan is left: for each row look up, in an index, by a condition. As there is nothing to choose, there is no need
 * to plan again for each set of values either. The settings are local to the transaction, and cost a few microseconds in a
 * round trip that is made anyway.
 */
final class PostgresPlanning {
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("plan_cache_mode", "force_generic_plan");
        SETTINGS.put("enable_seqscan", "off");
        SETTINGS.put("enable_indexscan", "off");
        SETTINGS.put("enable_indexonlyscan", "off");
        SETTINGS.put("enable_hashjoin", "off");
        SETTINGS.put("enable_mergejoin", "off");
    }

    /** For the rest of a transaction of our own. */
    static final String UNTIL_THE_END = each("set_config('%1$s', '%2$s', true)"::formatted);

    /** In a transaction of the host's, until {@link #RESTORE}. */
    static final String KEEP_AND_SET =
            each("set_config('credits.%1$s', current_setting('%1$s'), true), set_config('%1$s', '%2$s', true)"::formatted);

    static final String RESTORE = each("set_config('%1$s', current_setting('credits.%1$s'), true)"::formatted);

    private PostgresPlanning() {}

    private static String each(BiFunction<String, String, String> call) {
        return SETTINGS.entrySet().stream()
                .map(setting -> call.apply(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(", ", "SELECT ", ""));
    }
}
