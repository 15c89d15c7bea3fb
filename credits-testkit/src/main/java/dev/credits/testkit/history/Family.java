package dev.credits.testkit.history;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The accounts of a history about a tree one to five levels deep: most spend what stands above them, some count only. */
final class Family extends Cast {
    static final String ROOT = "org";

    /** Beside the tree. */
    private static final String STRANGER = "user:1";

    private final Map<String, String> parents;
    private final List<String> inTree;

    private Family(SplittableRandom random, List<String> names, Map<String, String> parents) {
        super(random, names);
        this.parents = parents;
        this.inTree = List.copyOf(new TreeSet<>(parents.keySet()));
    }

    static Family of(SplittableRandom random) {
        List<String> names = new ArrayList<>(List.of(ROOT));
        Map<String, String> parents = new HashMap<>();
        int depth = random.nextInt(5);
        for (int level = 1; level <= depth; level++) {
            parents.put("level" + level, names.get(names.size() - 1));
            names.add("level" + level);
        }
        for (int member = 1; member <= 2 + random.nextInt(3); member++) {
            parents.put("member" + member, names.get(random.nextInt(Math.min(names.size(), depth + 1))));
            names.add("member" + member);
        }
        parents.put("meter", names.get(random.nextInt(names.size())));
        names.addAll(List.of("meter", STRANGER));
        return new Family(random, names, parents);
    }

    @Override
    Open opening(AccountId account, String key) {
        String name = account.value();
        CreditUnit unit = unit(account);
        Open open = Open.of(account, unit, Memo.key(key));
        String parent = parents.get(name);
        if (parent == null) {
            return open;
        } else if (name.equals("meter")) {
            return random.nextInt(4) == 0
                    ? open.metered()
                    : open.under(AccountId.of(parent)).metered();
        } else if (random.nextInt(3) > 0) {
            return open.sharing(AccountId.of(parent));
        }
        return open.under(AccountId.of(parent)).withFloor(Amount.of("-" + random.nextInt(4), unit));
    }

    /** One of the tree but its root, or the root if there is no other. */
    AccountId member() {
        return AccountId.of(inTree.get(random.nextInt(inTree.size())));
    }

    /** Somebody with others above and below, as they were meant to stand; or null. */
    @Nullable
    AccountId between() {
        List<String> between = inTree.stream().filter(parents::containsValue).toList();
        return between.isEmpty() ? null : AccountId.of(between.get(random.nextInt(between.size())));
    }

    /** The account it was meant to stand under; by now it may stand elsewhere. */
    @Nullable
    AccountId parent(AccountId account) {
        String parent = parents.get(account.value());
        return parent == null ? null : AccountId.of(parent);
    }

    /** True if an account is another one, or was meant to stand somewhere below it. */
    boolean isWithin(AccountId account, AccountId top) {
        AccountId at = account;
        while (at != null && !at.equals(top)) {
            at = parent(at);
        }
        return at != null;
    }

    @Override
    CreditUnit unit(AccountId account) {
        return account.value().equals("meter") ? GEM : CreditUnit.CREDIT;
    }
}
