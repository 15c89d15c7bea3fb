package dev.credits.metering;

import dev.credits.ledger.Hold;
import dev.credits.pricing.Ask;
import java.util.Map;

/** The host's answer to what a call really cost whose process has given no sign of life. May ask the provider. */
@FunctionalInterface
public interface OrphanResolver {
    Finding find(Orphan orphan);

    /**
     * A call without a process.
     *
     * @param hold its key is the request id
     * @param ask what it was to use at most
     * @param metadata the host's own, from when it began, and the library's notes
     */
    record Orphan(Hold hold, Ask ask, Map<String, String> metadata) {}
}
