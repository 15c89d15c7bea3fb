package dev.credits.ledger.internal;

import dev.credits.ledger.Account;
import dev.credits.ledger.Boundary;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Hash;
import dev.credits.ledger.Totals;
import dev.credits.ledger.TransactionId;
import dev.credits.ledger.internal.Comparison.Part;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One account's entries folded in order; then its row, lots, holds and reversals are compared with the fold. What it
 * remembers does not grow with the entries, only with what is open at a time.
 */
final class AccountFold {
    private final Account account;
    private final Findings findings;
    private final LotFold lots;
    private final HoldFold holds;
    private final ReversalFold reversals;
    private final SettingsFold settings;
    private Hash hash = Hash.GENESIS;
    private Instant at = Instant.MIN;
    private long seq;
    private long available;
    private long held;
    private long earned;
    private long spent;
    private long expired;
    private long in;
    private long out;
    private long adjusted;

    AccountFold(Account account) {
        this(account, Part.NONE);
    }

    private AccountFold(Account account, Part part) {
        this.account = account;
        this.findings = new Findings(account.id());
        this.lots = new LotFold(findings, part);
        this.holds = new HoldFold(findings, part, lots.order());
        this.reversals = new ReversalFold(findings, part);
        this.settings = new SettingsFold(account);
    }

    /** The same account from the beginning, to find which things of a part differ. */
    AccountFold again(Part part) {
        return new AccountFold(account, part);
    }

    void entry(Entry entry) {
        order(entry);
        available += entry.availableChange();
        held += entry.heldChange();
        findings.expect(
                "L2",
                entry,
                entry.available() == available && entry.held() == held,
                "its after-balances are not the sum of the changes");
        findings.expect("L3", entry, held >= 0, "held is below zero");
        count(entry);
        findings.expect(
                "L10", entry, earned + in - spent - expired - out == available + held, "the closed sum is open");
        lots.entry(entry);
        holds.entry(entry);
        reversals.entry(entry);
        settings.entry(entry);
    }

    /** After the last entry: the row of the account. */
    void endOfEntries() {
        Totals totals = totals();
        if (!totals.equals(account.totals())) {
            findings.violation("L2", null, "the row has " + account.totals() + "; the entries make " + totals);
        }
        if (account.seq() != seq) {
            findings.violation("L2", null, "the row's last entry is " + account.seq() + "; the last found is " + seq);
        }
        findings.expect("L8", account.hash().equals(hash), "the row's hash is not the last entry's");
        findings.expect("L7", account.seq() == 0 || account.at().equals(at), "the row's time is not the last entry's");
        findings.expect("L3", account.totals().available() >= account.floor(), "available is below the floor");
        lots.endOfEntries(available, held, account);
        holds.endOfEntries();
    }

    /** How many parts to go through once more: none if all is as it should be. */
    int partsThatDiffer() {
        boolean equal = lots.comparison().isEqual()
                && holds.comparison().isEqual()
                && reversals.comparison().isEqual();
        return equal
                ? 0
                : Math.max(
                        lots.comparison().parts(),
                        Math.max(
                                holds.comparison().parts(),
                                reversals.comparison().parts()));
    }

    /** The end of the chain that was found, or null if there is none. */
    @Nullable
    ChainHead head() {
        return seq < 1 ? null : new ChainHead(account.id(), seq, hash, account.amount(available + held));
    }

    /** What the entries make. */
    Totals totals() {
        return new Totals(available, held, earned, spent, expired, in, out, adjusted);
    }

    Account account() {
        return account;
    }

    LotFold lots() {
        return lots;
    }

    HoldFold holds() {
        return holds;
    }

    ReversalFold reversals() {
        return reversals;
    }

    SettingsFold settings() {
        return settings;
    }

    Findings findings() {
        return findings;
    }

    private void order(Entry entry) {
        if (entry.seq() != seq + 1) {
            findings.violation("L6", entry.seq(), "entry " + (seq + 1) + " is missing");
        }
        seq = entry.seq();
        findings.expect(
                "L8",
                entry,
                entry.hash().equals(entry.hashAfter(hash)),
                "its hash does not cover its content and the entry before");
        hash = entry.hash();
        findings.expect("L7", entry, !entry.at().isBefore(at), "it is earlier than the entry before");
        at = entry.at();
        findings.expect("L2", entry, entry.unit().equals(account.unit()), "it counts in another unit than its account");
        if (entry.leg() == 0) {
            findings.expect(
                    "L4",
                    entry,
                    entry.transaction()
                            .equals(TransactionId.of(
                                    entry.spender(), entry.memo().key())),
                    "its transaction is not derived from its key");
        }
    }

    private void count(Entry entry) {
        long change = entry.change();
        String counterparty = entry.counterparty();
        if (counterparty == null) {
            findings.expect("L1", entry, change == 0, "credits appear or vanish without a counterparty");
        } else if (entry.isAgainst(Boundary.ISSUED)) {
            earned += change;
        } else if (entry.isAgainst(Boundary.SPENT)) {
            spent -= change;
        } else if (entry.isAgainst(Boundary.EXPIRED)) {
            expired -= change;
        } else {
            in += Math.max(0, change);
            out += Math.max(0, -change);
            adjusted += entry.isAgainst(Boundary.ADJUSTED) ? change : 0;
        }
    }
}
