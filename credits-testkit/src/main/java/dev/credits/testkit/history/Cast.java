package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The accounts of a history: a few users, a small hierarchy, and two that count in something else. */
class Cast {
    private static final CreditUnit CENT = new CreditUnit("CREDIT", 2);
    static final CreditUnit GEM = new CreditUnit("GEM", 0);

    private static final Map<String, CreditUnit> OTHER_UNITS = Map.of("cents", CENT, "gems", GEM);
    private static final Map<String, String> PARENTS = Map.of("org/a", "org", "org/a/b", "org/a");
    private static final List<String> NAMES = List.of(
            "user:1", "user:1", "user:1", "user:2", "user:2", "user:ü", "org", "org/a", "org/a/b", "cents", "gems");

    final SplittableRandom random;
    private final List<String> names;

    Cast(SplittableRandom random) {
        this(random, NAMES);
    }

    Cast(SplittableRandom random, List<String> names) {
        this.random = random;
        this.names = names;
    }

    /** Most accounts are opened to begin with; some later, some never. */
    List<Command> openings() {
        List<Command> openings = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            if (random.nextInt(25) > 0) {
                openings.add(opening(AccountId.of(name), "open"));
            }
        }
        return openings;
    }

    Open opening(AccountId account, String key) {
        CreditUnit unit = unit(account);
        Open open = Open.of(account, unit, Memo.key(key));
        String parent = PARENTS.get(account.value());
        if (parent != null) {
            open = open.under(AccountId.of(parent));
        }
        return random.nextInt(3) == 0 ? open.withFloor(Amount.of("-" + random.nextInt(8), unit)) : open;
    }

    AccountId someone() {
        return AccountId.of(names.get(random.nextInt(names.size())));
    }

    /** Mostly somebody who counts in the same unit. */
    AccountId partnerOf(AccountId account) {
        AccountId partner = someoneBut(account);
        return unit(partner).equals(unit(account)) ? partner : someoneBut(account);
    }

    /** Who counts the same money at another precision. */
    AccountId otherPrecisionOf(AccountId account) {
        return AccountId.of(account.value().equals("cents") ? "user:1" : "cents");
    }

    AccountId someoneBut(AccountId account) {
        AccountId other = someone();
        while (other.equals(account)) {
            other = someone();
        }
        return other;
    }

    CreditUnit unit(AccountId account) {
        return OTHER_UNITS.getOrDefault(account.value(), CreditUnit.CREDIT);
    }
}
