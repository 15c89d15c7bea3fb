package dev.credits.pricing;

import dev.credits.ledger.Actor;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Publication.Code;
import dev.credits.pricing.Publication.Published;
import dev.credits.pricing.Publication.Refused;
import dev.credits.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether changes may be published: pure. */
final class Publishing {
    private static final int MOST = 20_000;
    private static final int MAX_REASON = 1_000;

    private final List<PriceChange> changes;
    private final Actor by;
    private final String reason;

    Publishing(List<PriceChange> changes, Actor by, String reason) {
        if (changes.isEmpty() || changes.size() > MOST) {
            throw new InvalidInputException("changes", changes.size(), "from 1 to " + MOST);
        }
        if (reason.isBlank()) {
            throw new InvalidInputException("reason", reason, "given: a change of prices needs to say why");
        }
        this.changes = List.copyOf(changes);
        this.by = by;
        this.reason = Text.prose("reason", reason, MAX_REASON);
    }

    /** The versions to append at that moment, or a refusal. */
    Publication decide(History history, Instant at) {
        List<PriceVersion> versions = new ArrayList<>(changes.size());
        Set<List<Object>> taken = new HashSet<>();
        for (PriceChange change : changes) {
            Instant effective = change.effective() == null ? at : change.effective();
            Refused refused = refusal(history, change, effective, at);
            if (refused == null && !taken.add(List.of(change.kind(), change.subject(), effective))) {
                refused = new Refused(Code.TIE, change.subject(), "two of these changes take effect at one instant");
            }
            if (refused != null) {
                return refused;
            }
            versions.add(new PriceVersion(
                    history.head.number() + versions.size() + 1,
                    change.kind(),
                    change.subject(),
                    effective,
                    change.item(),
                    by,
                    reason,
                    at));
        }
        Refused overlap = overlap(history.plus(versions, history.head, at), versions);
        return overlap == null ? new Published(List.copyOf(versions)) : overlap;
    }

    private static @Nullable Refused refusal(History history, PriceChange change, Instant effective, Instant at) {
        String subject = change.subject();
        if (effective.isBefore(at)) {
            return new Refused(Code.BACKDATED, subject, "it would take effect at " + effective + ", and it is " + at);
        }
        List<PriceVersion> timeline = history.timeline(change.kind(), subject);
        boolean tie = timeline.stream().anyMatch(version -> version.effective().equals(effective));
        if (tie && !(change.replacing() && effective.isAfter(at))) {
            String what = "another version of it takes effect at " + effective;
            return new Refused(Code.TIE, subject, effective.isAfter(at) ? what + "; say that it is replaced" : what);
        }
        boolean withdrawn =
                timeline.isEmpty() || timeline.get(timeline.size() - 1).item() == null;
        if (change.item() == null && withdrawn) {
            return new Refused(Code.NOT_FOUND, subject, "there is nothing to withdraw");
        }
        return null;
    }

    /** Two bundles of the same features must not be offered at the same time. */
    private static @Nullable Refused overlap(History history, List<PriceVersion> added) {
        for (PriceVersion version : added) {
            if (version.item() instanceof Bundle bundle) {
                for (List<PriceVersion> other : history.timelines(PriceKind.BUNDLE)) {
                    if (!other.get(0).subject().equals(bundle.name()) && Offers.overlap(version, bundle, other)) {
                        String what = "it has the features of bundle "
                                + other.get(0).subject() + ", offered at the same time";
                        return new Refused(Code.OVERLAP, bundle.name(), what);
                    }
                }
            }
        }
        return null;
    }
}
