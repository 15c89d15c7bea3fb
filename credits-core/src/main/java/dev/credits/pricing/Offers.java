package dev.credits.pricing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When bundles are offered. */
final class Offers {
    private Offers() {}

    /** True if a bundle of the same features is offered at some time in this timeline when the added one is. */
    static boolean overlap(PriceVersion added, Bundle bundle, List<PriceVersion> timeline) {
        for (int i = 0; i < timeline.size(); i++) {
            PriceVersion version = timeline.get(i);
            Instant next = i + 1 < timeline.size() ? timeline.get(i + 1).effective() : Instant.MAX;
            if (version.item() instanceof Bundle other && other.features().equals(bundle.features())) {
                Instant end = earlier(next, other.until());
                boolean apart = !version.effective().isBefore(earlier(Instant.MAX, bundle.until()))
                        || !added.effective().isBefore(end);
                if (!apart) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
