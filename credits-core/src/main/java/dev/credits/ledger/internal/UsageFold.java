package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Verification.Violation;
import dev.credits.ledger.internal.Comparison.Name;
import dev.credits.ledger.internal.Comparison.Part;
import dev.credits.spi.Reader;
import dev.credits.text.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the entries of all accounts make of usage, compared with the stored rows. What an entry spent counts at every account
 * it came through, so only the whole can be compared; should it differ, everything is gone through once more by account.
 */
final class UsageFold {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int PAGE = 200;
    private static final int MOST_NAMED = 100;

    private final Comparison all = new Comparison(Part.NONE);

    /** Adds what an entry spent. */
    void entry(Entry entry) {
        each(
                entry,
                (account, amount) ->
                        all.entries(name(account, entry.memo().feature(), Usage.slot(entry.counted())), amount));
    }

    /** Takes away what is stored for some accounts. */
    void stored(Reader reader, List<Account> accounts) {
        List<AccountId> ids = accounts.stream().map(Account::id).toList();
        reader.eachUsage(
                ids,
                FIRST,
                AFTER_LAST,
                usage -> all.row(name(usage.account(), usage.feature(), usage.slot()), usage.spent()));
    }

    /** Adds what another has added and taken away. */
    void add(UsageFold another) {
        all.add(another.all);
    }

    /** Once every entry and every row have been told: names the accounts of which they differ. */
    void check(Reader reader, Consumer<Violation> violations) {
        if (all.isEqual()) {
            return;
        }
        Map<AccountId, Comparison> accounts = new HashMap<>();
        AccountId last = null;
        for (List<Account> page = reader.accounts(last, PAGE); !page.isEmpty(); page = reader.accounts(last, PAGE)) {
            List<AccountId> ids = page.stream().map(Account::id).toList();
            reader.eachEntry(
                    ids,
                    entry -> each(
                            entry,
                            (account, amount) -> of(accounts, account)
                                    .entries(
                                            name(account, entry.memo().feature(), Usage.slot(entry.counted())),
                                            amount)));
            reader.eachUsage(
                    ids,
                    FIRST,
                    AFTER_LAST,
                    usage -> of(accounts, usage.account())
                            .row(name(usage.account(), usage.feature(), usage.slot()), usage.spent()));
            last = ids.get(ids.size() - 1);
        }
        accounts.entrySet().stream()
                .filter(account -> !account.getValue().isEqual())
                .map(Map.Entry::getKey)
                .sorted()
                .limit(MOST_NAMED)
                .forEach(account -> violations.accept(
                        new Violation("L13", account, null, "its usage is not what the entries make")));
    }

    private static Comparison of(Map<AccountId, Comparison> accounts, AccountId account) {
        return accounts.computeIfAbsent(account, any -> new Comparison(Part.NONE));
    }

    private static void each(Entry entry, Spent spent) {
        if (entry.isAgainst(Boundary.SPENT) && entry.change() != 0) {
            spent.at(entry.account(), -entry.change());
            entry.route().path().forEach(account -> spent.at(account, -entry.change()));
        }
    }

    private static Name name(AccountId account, @Nullable String feature, Instant slot) {
        UUID hash = Digest.sha256()
                .text(account.value())
                .text(1, feature)
                .instant(2, slot)
                .uuid();
        return new Name(hash.getMostSignificantBits(), hash.getLeastSignificantBits(), "");
    }

    private interface Spent {
        void at(AccountId account, long amount);
    }
}
