package dev.credits.metering;

import dev.credits.ledger.Hold;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.pricing.Ask;
import java.util.Map;

/** The host's answer to what a call really cost whose process has given no sign of life. May ask the provider. */
@FunctionalInterface
public interface OrphanResolver {
    Finding find(Orphan orphan);

    /**
     * A call without a process.
     *
     * @param request the request id
     * @param hold what is set aside for it, or was until it lapsed
     * @param ask what it was to use at most
     * @param metadata the host's own, from when it began
     */
    record Orphan(IdempotencyKey request, Hold hold, Ask ask, Map<String, String> metadata) {}
}
