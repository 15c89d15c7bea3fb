package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Text;
import dev.credits.text.Times;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every command carries beside its own fields: the key, who caused it, why, what for, and the host's metadata.
 * Immutable; each {@code with}-like method gives a new memo.
 *
 * @param key the idempotency key
 * @param by who caused it
 * @param reason why, where a person acts
 * @param feature what the credits are used for
 * @param metadata up to 32 pairs, sorted by name; those whose names begin with {@code @} are the library's own notes
 * @param happened when it happened elsewhere, as information; never the entry's own time
 */
public record Memo(
        IdempotencyKey key,
        Actor by,
        @Nullable String reason,
        @Nullable String feature,
        Map<String, String> metadata,
        @Nullable Instant happened) {
    private static final int MAX_REASON = 1000;
    private static final int MAX_FEATURE = 100;
    private static final int MAX_PAIRS = 32;
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE = 500;

    public Memo {
        if (reason != null) {
            Text.prose("reason", reason, MAX_REASON);
        }
        if (feature != null) {
            Text.line("feature", feature, MAX_FEATURE);
        }
        metadata = checked(metadata);
        happened = Times.bounded("happened", happened);
    }

    /** A memo with this key, caused by the host. */
    public static Memo key(String key) {
        return new Memo(IdempotencyKey.of(key), Actor.HOST, null, null, Map.of(), null);
    }

    public Memo by(String actor) {
        return new Memo(key, Actor.of(actor), reason, feature, metadata, happened);
    }

    public Memo because(String why) {
        return new Memo(key, by, why, feature, metadata, happened);
    }

    public Memo feature(String name) {
        return new Memo(key, by, reason, name, metadata, happened);
    }

    public Memo metadata(Map<String, String> pairs) {
        requireHosts(pairs);
        return new Memo(key, by, reason, feature, pairs, happened);
    }

    public Memo happened(Instant at) {
        return new Memo(key, by, reason, feature, metadata, at);
    }

    /** This, if it says nothing that only the library may say: no key, actor or name in the metadata begins with {@code @}. */
    public Memo requireHosts() {
        IdempotencyKey.of(key.value());
        Actor.of(by.name());
        requireHosts(metadata);
        return this;
    }

    /** Refuses names that begin with {@code @}: those are the library's. */
    public static void requireHosts(Map<String, String> pairs) {
        for (String name : pairs.keySet()) {
            if (name.startsWith("@")) {
                throw new InvalidInputException("meta", name, "a name that does not begin with @");
            }
        }
    }

    /** The reason, where a person must give one. */
    Memo withReason() {
        if (reason == null || reason.isBlank()) {
            throw new InvalidInputException("reason", reason, "given: this command needs to say why");
        }
        return this;
    }

    private static Map<String, String> checked(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return Map.of();
        }
        if (pairs.size() > MAX_PAIRS + (pairs.containsKey(LedgerClock.NOTE) ? 1 : 0)) {
            throw new InvalidInputException("meta", pairs.size() + " pairs", "at most " + MAX_PAIRS + " pairs");
        }
        pairs.forEach((name, value) -> {
            Text.line("meta", name, MAX_NAME);
            Text.prose("meta." + name, value, MAX_VALUE);
        });
        return Collections.unmodifiableMap(new TreeMap<>(pairs));
    }
}
