package dev.credits.metering;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Overrun;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.Ask;
import dev.credits.text.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that is to be paid for: whose it is, what it may use at most, and what is to be done if things go otherwise.
 * Immutable; each method that is not static gives another one.
 *
 * @param account who pays
 * @param ask model and so on, with the most the call may use; or features or a bundle at a fixed price
 * @param memo its key is the host's request id, by which a retry finds what became of the request
 * @param ttl how long the hold lasts without a sign of life
 * @param longest how long it is kept alive at most, from its beginning
 * @param over what is done with a cost above the hold
 * @param onFailure what is owed if the work fails, is cancelled or times out
 * @param sizing how much is set aside
 * @param resuming whether an earlier attempt that has not ended is known to be dead and this one takes its hold over
 * @param attempt names the attempt at the request that this is, so that it knows its own hold again; null for a new one
 */
public record Call(
        AccountId account,
        Ask ask,
        Memo memo,
        Duration ttl,
        Duration longest,
        Overrun over,
        FailurePolicy onFailure,
        HoldSizing sizing,
        boolean resuming,
        @Nullable String attempt) {
    /** How long a hold lasts without a sign of life, unless a call says otherwise. */
    public static final Duration USUAL_TTL = Duration.ofMinutes(5);

    /** How long a hold is kept alive at most, unless a call says otherwise. */
    public static final Duration USUAL_LONGEST = Duration.ofHours(2);

    private static final int MAX_PAIRS = 16;
    private static final int MAX_ATTEMPT = 100;
    private static final Duration MONTH = Duration.ofDays(31);

    public Call {
        IdempotencyKey.of(memo.key().value());
        Memo.requireHosts(memo.metadata());
        if (attempt != null) {
            Text.line("attempt", attempt, MAX_ATTEMPT);
        }
        if (memo.metadata().size() > MAX_PAIRS) {
            throw new InvalidInputException("meta", memo.metadata().size() + " pairs", "at most " + MAX_PAIRS);
        }
        requireSpan("ttl", ttl, Duration.ofSeconds(1));
        requireSpan("longest", longest, ttl);
    }

    /** A call by this account, with the usual rules: the hold is the cap, and of a failure what is known is owed. */
    public static Call of(AccountId account, Ask ask, String requestId) {
        return new Call(
                account,
                ask,
                Memo.key(requestId),
                USUAL_TTL,
                USUAL_LONGEST,
                Overrun.CAP,
                FailurePolicy.KNOWN,
                HoldSizing.WORST_CASE,
                false,
                null);
    }

    /** The request id. */
    public IdempotencyKey key() {
        return memo.key();
    }

    /** The key by which the ledger knows its hold; no key of a host's is like it. */
    public IdempotencyKey hold() {
        return Keys.CALL.of(key());
    }

    /** The same with another memo: who, for what feature, and the host's metadata. */
    public Call memo(Memo other) {
        return new Call(account, ask, other, ttl, longest, over, onFailure, sizing, resuming, attempt);
    }

    /** The same with a hold that lasts this long without a sign of life, and is kept alive up to {@code longest}. */
    public Call lasting(Duration alone, Duration atMost) {
        return new Call(account, ask, memo, alone, atMost, over, onFailure, sizing, resuming, attempt);
    }

    public Call over(Overrun rule) {
        return new Call(account, ask, memo, ttl, longest, rule, onFailure, sizing, resuming, attempt);
    }

    public Call onFailure(FailurePolicy policy) {
        return new Call(account, ask, memo, ttl, longest, over, policy, sizing, resuming, attempt);
    }

    public Call sizing(HoldSizing rule) {
        return new Call(account, ask, memo, ttl, longest, over, onFailure, rule, resuming, attempt);
    }

    /** The same, which takes over the hold of an earlier attempt that died. */
    public Call resume() {
        return new Call(account, ask, memo, ttl, longest, over, onFailure, sizing, true, attempt);
    }

    /**
     * The same as this attempt at the request. A call without a name is a new attempt each time it is begun; who cannot know
     * whether it was begun begins it again under the same name, and goes on with its own hold.
     */
    public Call attempt(String name) {
        return new Call(account, ask, memo, ttl, longest, over, onFailure, sizing, resuming, name);
    }

    private static void requireSpan(String field, Duration span, Duration least) {
        if (span.compareTo(least) < 0 || span.compareTo(MONTH) > 0) {
            throw new InvalidInputException(field, span, "from " + least + " to " + MONTH);
        }
    }
}
