package dev.credits.testkit.law;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who stands under whom, and whose credits each account spends. */
final class Kinship {
    private final Asked asked;
    private final Map<AccountId, @Nullable AccountId> parents = new HashMap<>();
    private final Map<AccountId, Funding> fundings = new HashMap<>();

    Kinship(Asked asked) {
        this.asked = asked;
    }

    void entry(Entry entry) {
        asked.of(entry, Open.class).ifPresent(open -> {
            parents.put(open.account(), open.parent());
            fundings.put(open.account(), open.funding());
        });
        asked.of(entry, Fund.class).ifPresent(fund -> fundings.put(fund.account(), fund.funding()));
        asked.of(entry, Move.class).ifPresent(move -> parents.put(move.account(), move.parent()));
    }

    /** The accounts from one up to the one whose credits it spends. */
    List<AccountId> way(AccountId spender) {
        List<AccountId> way = new ArrayList<>();
        AccountId at = spender;
        while (at != null && way.size() < 100) {
            way.add(at);
            at = fundings.get(at) == Funding.PARENT ? parents.get(at) : null;
        }
        return way;
    }
}
