package dev.credits.testkit;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what stands in a ledger. */
public final class LedgerAssert extends AbstractAssert<LedgerAssert, Ledger> {
    LedgerAssert(Ledger actual) {
        super(actual, LedgerAssert.class);
    }

    /** One account of it, which must be there. */
    public AccountAssert account(String name) {
        return account(AccountId.of(name));
    }

    /** One account of it, which must be there. */
    public AccountAssert account(AccountId account) {
        isNotNull();
        if (actual.account(account).isEmpty()) {
            failWithMessage("There is no account %s", account);
        }
        return new AccountAssert(actual, account);
    }

    /** No account has this name. */
    public LedgerAssert hasNoAccount(String name) {
        isNotNull();
        if (actual.account(AccountId.of(name)).isPresent()) {
            failWithMessage("There is an account %s, and should be none", name);
        }
        return this;
    }

    /** Every law holds over the whole of it; otherwise the violations are listed. */
    public LedgerAssert obeysTheLaws() {
        isNotNull();
        Verification verification = actual.verify();
        if (!verification.holds()) {
            failWithMessage("%s", describe(verification));
        }
        return this;
    }

    private static String describe(Verification verification) {
        String lines = verification.violations().stream()
                .map(violation -> "  " + violation.law() + " "
                        + (violation.account() == null ? "" : violation.account())
                        + (violation.seq() == null ? "" : " entry " + violation.seq()) + ": " + violation.message())
                .collect(Collectors.joining("\n"));
        return "The ledger breaks the laws (" + verification.found() + " violations in " + verification.accounts()
                + " accounts with " + verification.entries() + " entries):\n" + lines;
    }
}
