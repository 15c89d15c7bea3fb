package dev.credits.ledger.internal;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Verification.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found to be wrong with one account: counted, and the first of it kept. Not thread-safe. */
final class Findings {
    static final int MOST_SHOWN = 1000;

    private final AccountId account;
    private final List<Violation> violations = new ArrayList<>();
    private long found;

    Findings(AccountId account) {
        this.account = account;
    }

    void violation(String law, @Nullable Long seq, String message) {
        found++;
        if (violations.size() < MOST_SHOWN) {
            violations.add(new Violation(law, account, seq, message));
        }
    }

    void expect(String law, boolean holds, String otherwise) {
        if (!holds) {
            violation(law, null, otherwise);
        }
    }

    void expect(String law, Entry entry, boolean holds, String otherwise) {
        if (!holds) {
            violation(law, entry.seq(), otherwise);
        }
    }

    /** The same with a message that is put together only if it is needed. */
    void expect(String law, Entry entry, boolean holds, String what, Object which, String otherwise) {
        if (!holds) {
            violation(law, entry.seq(), what + " " + which + " " + otherwise);
        }
    }

    List<Violation> violations() {
        return violations;
    }

    long found() {
        return found;
    }
}
