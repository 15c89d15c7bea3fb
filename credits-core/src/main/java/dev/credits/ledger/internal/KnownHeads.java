package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Verification.Violation;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Reader;
import dev.credits.spi.UnreadableException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Heads of chains that were remembered elsewhere, looked for in the ledger, some hundred at a time. */
final class KnownHeads {
    private static final int AT_A_TIME = 500;

    private final Reader reader;
    private final Inspection inspection;

    KnownHeads(Reader reader, Inspection inspection) {
        this.reader = reader;
        this.inspection = inspection;
    }

    void check(Consumer<Violation> violations) {
        AccountId only = inspection.account();
        Map<AccountId, ChainHead> some = new LinkedHashMap<>();
        for (ChainHead head : inspection.known()) {
            if (some.size() == AT_A_TIME || some.containsKey(head.account())) {
                check(some, violations);
                some.clear();
            }
            if (only == null || only.equals(head.account())) {
                some.put(head.account(), head);
            }
        }
        if (!some.isEmpty()) {
            check(some, violations);
        }
    }

    private void check(Map<AccountId, ChainHead> heads, Consumer<Violation> violations) {
        Map<AccountId, Account> accounts = new HashMap<>();
        LoadPlan plan = LoadPlan.of(Set.copyOf(heads.keySet()), Instant.EPOCH);
        try {
            reader.load(plan).accounts().forEach(account -> accounts.put(account.id(), account));
        } catch (UnreadableException row) {
            if (heads.size() > 1) {
                heads.forEach((account, head) -> check(Map.of(account, head), violations));
            } else {
                heads.forEach((account, head) -> violations.accept(GroupCheck.unreadable(account, row)));
            }
            return;
        }
        for (ChainHead head : heads.values()) {
            check(head, accounts.get(head.account()), violations);
        }
    }

    private void check(ChainHead head, @Nullable Account account, Consumer<Violation> violations) {
        if (account == null) {
            String message = "the account is missing, of which " + head.seq() + " entries are known";
            violations.accept(new Violation("L6", head.account(), null, message));
        } else if (account.seq() < head.seq()) {
            long first = account.seq() + 1;
            String message =
                    "entries " + first + " to " + head.seq() + " are missing from the end of the chain; with them "
                            + head.total() + " were available and held, now there are "
                            + account.amount(account.totals().available()
                                    + account.totals().held());
            violations.accept(new Violation("L6", head.account(), first, message));
        } else if (!Objects.equals(hash(account, head.seq()), head.hash())) {
            String message = "it is not the entry that is known with hash " + head.hash();
            violations.accept(new Violation("L8", head.account(), head.seq(), message));
        }
    }

    private @Nullable Hash hash(Account account, long seq) {
        if (account.seq() == seq) {
            return account.hash();
        }
        try {
            return reader.entries(EntryFilter.of(account.id()).after(seq - 1).limit(1)).stream()
                    .filter(entry -> entry.seq() == seq)
                    .map(entry -> entry.hash())
                    .findFirst()
                    .orElse(null);
        } catch (UnreadableException unreadable) {
            return null;
        }
    }
}
