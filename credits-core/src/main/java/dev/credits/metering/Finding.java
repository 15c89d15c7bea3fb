package dev.credits.metering;

import dev.credits.pricing.Usage;

/** What a host or a provider knows of a call whose process died. */
public sealed interface Finding {
    /** It used this: settled as if its own process had said so. */
    record Used(Usage usage) implements Finding {}

    /** It never reached the provider, or the provider asks nothing for it: released. */
    record Nothing() implements Finding {}

    /** It is still at work: its hold is extended. */
    record AtWork() implements Finding {}

    /** Nobody knows: a policy decides. Usage that is told later adds to that if it is more, and never gives back. */
    record Unknown() implements Finding {}
}
