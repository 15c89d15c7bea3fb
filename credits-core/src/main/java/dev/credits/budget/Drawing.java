package dev.credits.budget;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Standing;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tree being drawn, level by level: what is asked grows with the levels and pages, and not with the accounts. If there
 * are more accounts than are to be shown, it is the lowest level that is cut.
 */
final class Drawing {
    /** How many accounts are asked about at a time. */
    private static final int PAGE = 500;

    private final Reading reading;
    private final LocalDate today;
    private final Map<AccountId, Standing> standings = new LinkedHashMap<>();
    private final Map<AccountId, List<AccountId>> below = new HashMap<>();
    private final Set<AccountId> more = new HashSet<>();
    private int left;

    Drawing(Reading reading, LocalDate today, int most) {
        this.reading = reading;
        this.today = today;
        this.left = most;
    }

    Optional<Branch> of(AccountId top) {
        List<AccountId> level = stand(List.of(top));
        while (!level.isEmpty()) {
            level = stand(childrenOf(level.stream().sorted().toList()));
        }
        return Optional.ofNullable(standings.get(top)).map(this::branch);
    }

    /** Notes how these stand; what does not exist is left out. */
    private List<AccountId> stand(List<AccountId> level) {
        List<AccountId> found = new ArrayList<>();
        for (List<AccountId> page : pages(level)) {
            for (Standing standing : reading.standings(page, today, today.plusDays(1), ZoneOffset.UTC)) {
                standings.put(standing.account().id(), standing);
                found.add(standing.account().id());
            }
        }
        left -= found.size();
        return found;
    }

    /** The accounts below these, as many as are to be shown still. */
    private List<AccountId> childrenOf(List<AccountId> parents) {
        List<AccountId> children = new ArrayList<>();
        for (List<AccountId> page : pages(parents)) {
            List<AccountId> rest = page;
            while (!rest.isEmpty()) {
                rest = childrenOfFirst(rest, children);
            }
        }
        return children;
    }

    /** Adds the accounts below the first of these parents; answers the parents that are left. */
    private List<AccountId> childrenOfFirst(List<AccountId> parents, List<AccountId> children) {
        if (children.size() == left) {
            more.addAll(reading.parents(parents));
            return List.of();
        }
        List<Account> found = reading.children(parents, PAGE);
        AccountId parent = null;
        for (Account child : found) {
            parent = child.parent();
            if (!add(child, children)) {
                return after(parents, parent);
            }
        }
        if (parent == null || found.size() < PAGE) {
            return List.of();
        }
        restOf(parent, found.get(PAGE - 1).id(), children);
        return after(parents, parent);
    }

    private void restOf(AccountId parent, AccountId last, List<AccountId> children) {
        AccountId after = last;
        List<Account> page = reading.children(parent, after, PAGE);
        while (!page.isEmpty()) {
            for (Account child : page) {
                if (!add(child, children)) {
                    return;
                }
                after = child.id();
            }
            page = reading.children(parent, after, PAGE);
        }
    }

    /** Adds an account, unless it is one too many; then its parent has more than are shown. */
    private boolean add(Account child, List<AccountId> children) {
        AccountId parent = Objects.requireNonNull(child.parent());
        if (children.size() == left) {
            more.add(parent);
            return false;
        }
        below.computeIfAbsent(parent, any -> new ArrayList<>()).add(child.id());
        children.add(child.id());
        return true;
    }

    private static List<AccountId> after(List<AccountId> parents, @Nullable AccountId parent) {
        return parents.subList(parents.indexOf(parent) + 1, parents.size());
    }

    private Branch branch(Standing standing) {
        Account account = standing.account();
        List<Branch> branches = new ArrayList<>();
        for (AccountId child : below.getOrDefault(account.id(), List.of())) {
            Standing stands = standings.get(child);
            if (stands != null) {
                branches.add(branch(stands));
            }
        }
        return new Branch(
                account, standing.limits(), account.amount(standing.used()), branches, more.contains(account.id()));
    }

    private static List<List<AccountId>> pages(List<AccountId> all) {
        List<List<AccountId>> pages = new ArrayList<>();
        for (int i = 0; i < all.size(); i += PAGE) {
            pages.add(all.subList(i, Math.min(all.size(), i + PAGE)));
        }
        return pages;
    }
}
