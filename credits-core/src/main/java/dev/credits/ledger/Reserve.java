package dev.credits.ledger;

import dev.credits.money.Amount;
import java.time.Duration;
import java.util.List;

/**
 * Sets credits aside before the work they are for. The hold is known by this command's key; unless it is ended before,
 * it lapses {@code ttl} from now and the credits return.
 */
public record Reserve(AccountId account, Amount amount, Duration ttl, Memo memo) implements Command {
    /** How long a hold lasts that names no time. */
    public static final Duration USUAL_TTL = Duration.ofMinutes(15);

    public Reserve {
        Amounts.zeroOrMore("amount", amount);
        Extend.checkTtl(ttl);
    }

    /** A hold that lasts {@link #USUAL_TTL}. */
    public static Reserve of(AccountId account, Amount amount, Memo memo) {
        return new Reserve(account, amount, USUAL_TTL, memo);
    }

    /** The same for this long. */
    public Reserve lasting(Duration time) {
        return new Reserve(account, amount, time, memo);
    }

    @Override
    public String op() {
        return "reserve";
    }

    @Override
    public List<Field> asked() {
        return List.of(Amounts.field("amount", amount), Field.of("ttl", ttl), Field.of("feature", memo.feature()));
    }
}
