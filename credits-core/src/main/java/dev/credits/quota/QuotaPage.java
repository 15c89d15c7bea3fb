package dev.credits.quota;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Window;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know of a subject's quotas and limits, at one moment.
 *
 * @param plan the plan it is on, or null
 * @param limits on its credits, as they count now
 * @param lines one for each quota and window that is limited, and one for each quota that is only counted
 * @param audit its last ten administrative changes, newest first
 */
public record QuotaPage(
        AccountId subject, @Nullable String plan, List<Limit> limits, List<Line> lines, List<AuditLine> audit) {
    public QuotaPage {
        limits = List.copyOf(limits);
        lines = List.copyOf(lines);
        audit = List.copyOf(audit);
    }

    /**
     * One quota in one window.
     *
     * @param most what is allowed, or null if it is only counted
     * @param extra granted beside that for this window
     * @param used what counts against it: spent and not forgiven, and held
     * @param held what of it is only held
     * @param remaining what is left, or null if it is only counted
     * @param resets when the window ends, or null if it does not
     * @param byHand true if it was set by hand, and not by the plan
     */
    public record Line(
            String quota,
            Window window,
            @Nullable Long most,
            long extra,
            long used,
            long held,
            @Nullable Long remaining,
            @Nullable Instant resets,
            boolean byHand) {}
}
