package dev.credits.quota;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Reading;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * The note, then a limit for all the plan says; of a quota it does not name, none is allowed. As a whole it is declined
     * if the subject is on another plan by then, whose limits are others.
     */
    List<Command> commands(Reading reading) {
        List<Command> commands = new ArrayList<>();
        commands.add(
                note().replacing(reading.account(subject).map(Account::plan).orElse(null)));
        Map<Window, Amount> capped = new EnumMap<>(Window.class);
        plan.caps().forEach(cap -> capped.put(cap.window(), cap.most()));
        set(subject, capped, reading.limits(subject), commands);
        Set<AccountId> known = new HashSet<>(Quotas.quotas(reading, subject));
        int quotas = known.size();
        for (Map.Entry<AccountId, Map<Window, Amount>> quota : allowed().entrySet()) {
            if (known.remove(quota.getKey())) {
                set(quota.getKey(), quota.getValue(), reading.limits(quota.getKey()), commands);
            } else {
                Quotas.requireRoom(++quotas);
                commands.add(Quotas.opening(subject, quota.getKey()));
                set(quota.getKey(), quota.getValue(), List.of(), commands);
            }
        }
        for (AccountId quota : known) {
            List<Limit> limits = reading.limits(quota);
            set(quota, nothing(limits), limits, commands);
        }
        return commands;
    }

    /** What the plan says of each quota it names; nothing of a window is as many as anyone likes. */
    private Map<AccountId, Map<Window, Amount>> allowed() {
        Map<AccountId, Map<Window, Amount>> allowed = new LinkedHashMap<>();
        for (Allowance allowance : plan.allowances()) {
            Map<Window, Amount> windows = allowed.computeIfAbsent(
                    Quotas.account(subject, allowance.quota()), any -> new EnumMap<>(Window.class));
            if (allowance.most() != null) {
                windows.put(allowance.window(), Amount.ofMinor(allowance.most(), Quotas.COUNT));
            }
        }
        return allowed;
    }

    /** Zero in each window in which a quota is limited now, or in total; unless what was set by hand is to stay, and governs it. */
    private Map<Window, Amount> nothing(List<Limit> limits) {
        Map<Window, Amount> nothing = new EnumMap<>(Window.class);
        if (keep && limits.stream().anyMatch(limit -> limit.terms().plan() == null)) {
            return nothing;
        }
        limits.forEach(limit -> nothing.put(limit.window(), Amount.zero(Quotas.COUNT)));
        if (nothing.isEmpty()) {
            nothing.put(Window.NONE, Amount.zero(Quotas.COUNT));
        }
        return nothing;
    }

    /** Limits an account to this, and lifts what other limits it has. */
    private void set(AccountId account, Map<Window, Amount> most, List<Limit> limits, List<Command> commands) {
        most.forEach((window, amount) -> commands.add(limit(account, window, amount)));
        limits.stream()
                .map(Limit::window)
                .filter(window -> !most.containsKey(window))
                .forEach(window -> commands.add(limit(account, window, null)));
    }

    /** Under a key of the library's; a quota that is a subject too, with plans of its own, has others for its caps. */
    private SetLimit limit(AccountId account, Window window, @Nullable Amount most) {
        String prefix = account.equals(subject) ? "@cap:" : "@allowance:";
        IdempotencyKey key = new IdempotencyKey(prefix + window + ":" + memo.key());
        Memo own = new Memo(key, memo.by(), memo.reason(), memo.feature(), memo.metadata(), memo.happened());
        LimitTerms terms = LimitTerms.USUAL.ofPlan(most == null ? null : plan.name());
        SetLimit limit = new SetLimit(account, window, most, terms, false, own);
        return keep ? limit.yielding() : limit;
    }
}
