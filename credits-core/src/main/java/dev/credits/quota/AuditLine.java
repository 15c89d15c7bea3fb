package dev.credits.quota;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One administrative change, as an administrator reads it.
 *
 * @param seq the sequence of its entry on {@code account}
 * @param action {@code plan_change}, {@code limit_change}, {@code credit_grant}, {@code usage_reset}, or the kind of the entry
 * @param details what was changed, such as {@code limit MONTH}
 */
public record AuditLine(
        Instant at,
        Actor by,
        AccountId account,
        long seq,
        String action,
        String details,
        @Nullable String previous,
        @Nullable String next,
        @Nullable String reason) {

    /** The newest first; of one instant by account, and the last of an account before those before it. */
    static final Comparator<AuditLine> NEWEST_FIRST = Comparator.comparing(AuditLine::at)
            .reversed()
            .thenComparing(AuditLine::account)
            .thenComparing(Comparator.comparingLong(AuditLine::seq).reversed());

    /** What an entry tells, if it has an amendment. */
    public static Optional<AuditLine> of(Entry entry) {
        return Optional.ofNullable(entry.amendment()).map(amendment -> of(entry, amendment));
    }

    private static AuditLine of(Entry entry, Amendment amendment) {
        return new AuditLine(
                entry.at(),
                entry.memo().by(),
                entry.account(),
                entry.seq(),
                action(entry),
                amendment.what(),
                amendment.previous(),
                amendment.next(),
                entry.memo().reason());
    }

    private static String action(Entry entry) {
        return switch (entry.kind()) {
            case PLAN -> "plan_change";
            case LIMIT -> "limit_change";
            case EXTRA -> "credit_grant";
            case RESET -> "usage_reset";
            default -> entry.kind().name().toLowerCase(Locale.ROOT);
        };
    }
}
