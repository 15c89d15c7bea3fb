package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import java.util.List;

/**
 * Switches an account between its own credits and its parent's; needs a reason. What is held stays where it was held.
 *
 * @param funding {@link Funding#OWN} or {@link Funding#PARENT}
 * @param reclaim gives the account's own credits to the account that funds it from now on; otherwise it keeps them, unspent,
 *     until it is switched back or they are reclaimed
 */
public record Fund(AccountId account, Funding funding, boolean reclaim, Memo memo) implements Command {
    public Fund {
        memo.withReason();
        if (funding == Funding.METERED) {
            throw new InvalidInputException("funding", funding, "OWN or PARENT");
        }
        if (reclaim && funding != Funding.PARENT) {
            throw new InvalidInputException(
                    "reclaim", true, "false: only an account that is to spend its parent's credits gives up its own");
        }
    }

    /** Its own credits from now on. */
    public static Fund own(AccountId account, Memo memo) {
        return new Fund(account, Funding.OWN, false, memo);
    }

    /** Its parent's credits from now on; its own are reclaimed. */
    public static Fund shared(AccountId account, Memo memo) {
        return new Fund(account, Funding.PARENT, true, memo);
    }

    /** The same, but the account keeps its own credits. */
    public Fund keeping() {
        return new Fund(account, funding, false, memo);
    }

    @Override
    public String op() {
        return "fund";
    }

    @Override
    public List<Field> asked() {
        return List.of(Field.of("funding", funding), Field.of("reclaim", reclaim));
    }
}
