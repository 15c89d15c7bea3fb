package dev.credits.quota;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Reading;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a subject on a plan: the commands that make its limits what the plan says. */
final class Assignment {
    private final AccountId subject;
    private final Plan plan;
    private final boolean keep;
    private final Memo memo;

    Assignment(AccountId subject, Plan plan, boolean keep, Memo memo) {
        this.subject = subject;
        this.plan = plan;
        this.keep = keep;
        this.memo = memo;
    }

    /** The note of it; sent again, it tells what it came to. */
    SetPlan note() {
        return SetPlan.of(subject, plan.name(), keep, memo);
    }

    /**
     * The note, then a limit for all the plan says, and none for whatever else is limited now. As a whole it is declined if
     * the subject is on another plan by then, whose limits are others.
     */
    List<Command> commands(Reading reading) {
        List<Command> commands = new ArrayList<>();
        commands.add(
                note().replacing(reading.account(subject).map(Account::plan).orElse(null)));
        Set<AccountId> known = new HashSet<>(Quotas.quotas(reading, subject));
        Set<Place> others = limited(reading, known);
        for (Cap cap : plan.caps()) {
            others.remove(new Place(subject, cap.window()));
            commands.add(limit(subject, cap.window(), cap.most()));
        }
        for (Allowance allowance : plan.allowances()) {
            AccountId account = Quotas.account(subject, allowance.quota());
            if (known.add(account)) {
                commands.add(Quotas.opening(subject, account));
            }
            if (allowance.most() != null) {
                others.remove(new Place(account, allowance.window()));
                commands.add(limit(account, allowance.window(), Amount.ofMinor(allowance.most(), Quotas.COUNT)));
            }
        }
        others.forEach(other -> commands.add(limit(other.account, other.window, null)));
        return commands;
    }

    private Set<Place> limited(Reading reading, Set<AccountId> quotas) {
        Set<Place> limited = new LinkedHashSet<>();
        for (AccountId account : accounts(quotas)) {
            reading.limits(account).forEach(limit -> limited.add(new Place(account, limit.window())));
        }
        return limited;
    }

    private List<AccountId> accounts(Iterable<AccountId> quotas) {
        List<AccountId> accounts = new ArrayList<>(List.of(subject));
        quotas.forEach(accounts::add);
        return accounts;
    }

    private SetLimit limit(AccountId account, Window window, @Nullable Amount most) {
        IdempotencyKey key = IdempotencyKey.of(memo.key() + "/" + window);
        Memo own = new Memo(key, memo.by(), memo.reason(), memo.feature(), memo.metadata(), memo.happened());
        LimitTerms terms = LimitTerms.USUAL.ofPlan(most == null ? null : plan.name());
        SetLimit limit = new SetLimit(account, window, most, terms, false, own);
        return keep ? limit.yielding() : limit;
    }

    /** Where a limit is. */
    private record Place(AccountId account, Window window) {}
}
