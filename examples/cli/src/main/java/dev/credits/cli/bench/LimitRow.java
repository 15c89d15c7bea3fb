package dev.credits.cli.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry as it was written, with what its writing needed beside it.
 *
 * @param columns its values, in the order of the entries' columns
 * @param hold the id of the hold it made or ended
 * @param holdKey the key of that hold
 */
record LimitRow(
        List<@Nullable Object> columns,
        long account,
        String kind,
        String hold,
        String holdKey,
        String key,
        long seq,
        long available,
        long held,
        String at,
        byte[] hash) {
    boolean reserves() {
        return kind.equals("RESERVE");
    }
}
