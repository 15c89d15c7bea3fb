package dev.credits.cli.price;

import dev.credits.ledger.Actor;
import dev.credits.pricing.PriceBook;
import dev.credits.pricing.PriceChange;
import dev.credits.pricing.PriceVersion;
import dev.credits.pricing.Publication.Refused;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that publishes in the price book: by whom, why and from when. */
abstract class PublishTask extends Task {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "Who publishes. Default: ${DEFAULT-VALUE}")
    private String by = "cli";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; required.")
    private String reason = "";

    @Option(names = "--from", paramLabel = "INSTANT", description = "From when on. Default: now. Never in the past.")
    private @Nullable String from;

    @Option(names = "--replace", description = "In place of what was to take effect at --from, and has not yet.")
    private boolean replace;

    PublishTask(Counter counter) {
        super(counter);
    }

    @Override
    boolean writes() {
        return true;
    }

    /** From when on; null for now. */
    final @Nullable Instant from() {
        return instant("--from", from);
    }

    /** Publishes all of them, or ends the command. */
    List<PriceVersion> publish(PriceBook book, List<PriceChange> changes) {
        Instant effective = from();
        List<PriceChange> dated = changes.stream()
                .map(change -> effective == null ? change : change.from(effective))
                .map(change -> replace ? change.inPlace() : change)
                .toList();
        var published = book.publish(dated, Actor.of(by), reason);
        if (published instanceof Refused refused) {
            throw counter.refused(refused.code() + ": " + refused.subject() + ": " + refused.message());
        }
        return published.orElseThrow();
    }

    /** Publishes one change and says so. */
    void publish(PriceBook book, PriceChange change) {
        PriceVersion version = publish(book, List.of(change)).get(0);
        String what = version.item() == null ? "withdrawn" : "published";
        counter.out()
                .println("Version " + version.number() + ": " + version.subject() + " " + what + ", from "
                        + version.effective() + ".");
    }
}
