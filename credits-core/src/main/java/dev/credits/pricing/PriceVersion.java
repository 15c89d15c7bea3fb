package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.pricing.internal.BadInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the price book; never changed once it is published.
 *
 * @param number counts the versions of a book from 1 without a gap
 * @param subject what it is about, among its kind
 * @param effective the first instant it is in force; never before {@code at}
 * @param item what holds from then on, or null if nothing does: it is withdrawn
 * @param by who published it
 * @param reason why
 * @param at when it was published
 */
public record PriceVersion(
        long number,
        PriceKind kind,
        String subject,
        Instant effective,
        @Nullable PriceItem item,
        Actor by,
        String reason,
        Instant at) {

    static final String LOG = "prices";

    private static final int CODEC = 1;

    /** The version that a line of the log of prices says. */
    static PriceVersion of(LogLine line) {
        try {
            PriceKind kind = PriceKind.valueOf(line.kind());
            PriceItem item = line.content() == null ? null : ItemJson.read(kind, line.content());
            return new PriceVersion(
                    line.number(), kind, line.subject(), line.effective(), item, line.by(), line.reason(), line.at());
        } catch (BadInput | IllegalArgumentException unreadable) {
            String what = "price version " + line.number() + " cannot be read: " + unreadable.getMessage();
            throw new CreditsException(what, false, unreadable);
        }
    }

    /** These versions as the lines that follow on a head. */
    static List<LogLine> lines(LogHead head, List<PriceVersion> versions) {
        List<LogLine> lines = new ArrayList<>(versions.size());
        LogHead last = head;
        for (PriceVersion version : versions) {
            LogLine.Content content = new LogLine.Content(
                    version.kind.name(), version.subject, version.effective, CODEC, version.content());
            LogLine line = last.next(content, version.by, version.reason, version.at);
            lines.add(line);
            last = line.head();
        }
        return lines;
    }

    /** The item as JSON; null for a withdrawal. */
    public @Nullable String content() {
        return item == null ? null : item.toJson();
    }
}
