package dev.credits.quota;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans and quotas of subjects. Each quota of a subject is a metered account of its own below the subject's account, so
 * reserving, settling, reversing, limits and audit are the ledger's. Thread-safe.
 */
public final class Quotas {
    /** What quotas count in: whole numbers. */
    public static final CreditUnit COUNT = new CreditUnit("COUNT", 0);

    private static final String MARK = "#";
    private static final int MOST_QUOTAS = 1000;
    private static final int LINES = 10;

    private final Ledger ledger;
    private final Plans plans;

    private Quotas(Ledger ledger, Plans plans) {
        this.ledger = ledger;
        this.plans = plans;
    }

    /** Quotas kept in this ledger, for these plans. */
    public static Quotas of(Ledger ledger, Plans plans) {
        return new Quotas(ledger, plans);
    }

    public Plans plans() {
        return plans;
    }

    /** The account that counts a quota of a subject; it is there once a plan or a limit has named the quota. */
    public static AccountId account(AccountId subject, String quota) {
        return AccountId.of(subject.value() + MARK + Allowance.checkedName(quota));
    }

    /** Counts some of a quota as used. */
    public Outcome use(AccountId subject, String quota, long count, Memo memo) {
        return ledger.execute(new Charge(account(subject, quota), amount(count), memo));
    }

    /** Sets some of a quota aside; the hold is settled or released on {@link #account}. */
    public Outcome reserve(AccountId subject, String quota, long count, Memo memo) {
        return ledger.execute(Reserve.of(account(subject, quota), amount(count), memo));
    }

    /**
     * Puts a subject on a plan: all its limits change in one commit with the note of it.
     *
     * @param keep leaves limits as they are that were set by hand; otherwise they are dropped
     */
    public Outcome assign(AccountId subject, String plan, boolean keep, Memo memo) {
        SetPlan note = new SetPlan(subject, plans.plan(plan).name(), keep, memo);
        if (ledger.outcome(subject, memo.key()).isPresent()) {
            return ledger.execute(note);
        }
        List<Command> commands = new ArrayList<>();
        commands.add(note);
        Set<AccountId> known = new HashSet<>(quotas(subject));
        Set<List<Object>> limited = new LinkedHashSet<>();
        for (AccountId account : known) {
            ledger.limits(account).forEach(limit -> limited.add(List.of(account, limit.window())));
        }
        for (Allowance allowance : plans.plan(plan).allowances()) {
            AccountId account = account(subject, allowance.quota());
            if (known.add(account)) {
                commands.add(opening(subject, account));
            }
            if (allowance.most() != null) {
                limited.remove(List.<Object>of(account, allowance.window()));
                commands.add(yielding(keep, limit(account, allowance.window(), allowance.most(), plan, memo)));
            }
        }
        for (List<Object> other : limited) {
            commands.add(yielding(keep, limit((AccountId) other.get(0), (Window) other.get(1), null, null, memo)));
        }
        return first(ledger.executeAll(commands));
    }

    /** Sets how much of a quota a subject may use in a window, whatever its plan says; null for as many as anyone likes. */
    public Outcome limit(AccountId subject, String quota, Window window, @Nullable Long most, Memo memo) {
        AccountId account = account(subject, quota);
        if (most != null) {
            Amounts.count("amount", most);
        }
        SetLimit command =
                new SetLimit(account, window, most == null ? null : amount(most), LimitTerms.USUAL, false, memo);
        if (ledger.account(account).isPresent()) {
            return ledger.execute(command);
        }
        return last(ledger.executeAll(List.of(opening(subject, account), command)));
    }

    /** Allows more of a quota in the current window. */
    public Outcome grantExtra(AccountId subject, String quota, Window window, long count, Memo memo) {
        return ledger.execute(new GrantExtra(account(subject, quota), window, amount(count), memo));
    }

    /** Forgives what was used of a quota in the current window; the old figure stays in the audit trail. */
    public Outcome resetUsage(AccountId subject, String quota, Window window, Memo memo) {
        return ledger.execute(new ResetUsage(account(subject, quota), window, memo));
    }

    /** Plan, limits, usage, what remains, when it resets, and the last ten changes. */
    public QuotaPage page(AccountId subject) {
        String plan = ledger.account(subject).map(Account::plan).orElse(null);
        List<QuotaPage.Line> lines = new ArrayList<>();
        List<AccountId> quotas = quotas(subject);
        for (AccountId account : quotas) {
            String quota = account.value().substring(subject.value().length() + 1);
            List<Limit> limits = ledger.limits(account);
            limits.forEach(limit -> lines.add(line(quota, limit)));
            if (limits.isEmpty()) {
                ledger.account(account).ifPresent(counted -> lines.add(line(quota, counted)));
            }
        }
        return new QuotaPage(subject, plan, lines, audit(subject, quotas));
    }

    private List<AuditLine> audit(AccountId subject, List<AccountId> quotas) {
        return Stream.concat(Stream.of(subject), quotas.stream())
                .flatMap(account -> ledger.audit(account, Long.MAX_VALUE, LINES).entries().stream())
                .sorted(Comparator.comparing(dev.credits.ledger.Entry::at).reversed())
                .limit(LINES)
                .flatMap(entry -> AuditLine.of(entry).stream())
                .toList();
    }

    private static QuotaPage.Line line(String quota, Limit limit) {
        return new QuotaPage.Line(
                quota,
                limit.window(),
                limit.most(),
                limit.extra(),
                limit.used(),
                limit.held(),
                limit.remaining().minor(),
                limit.resets(),
                limit.terms().plan() == null);
    }

    private static QuotaPage.Line line(String quota, Account counted) {
        long held = counted.totals().held();
        return new QuotaPage.Line(
                quota, Window.NONE, null, 0, counted.totals().spent() + held, held, null, null, false);
    }

    /** The quotas a subject has, by name. */
    private List<AccountId> quotas(AccountId subject) {
        Set<AccountId> quotas = new LinkedHashSet<>();
        for (Account child : ledger.children(subject, null, MOST_QUOTAS)) {
            if (child.id().value().startsWith(subject.value() + MARK)) {
                quotas.add(child.id());
            }
        }
        return List.copyOf(quotas);
    }

    private static Open opening(AccountId subject, AccountId account) {
        return Open.of(
                        account,
                        COUNT,
                        new Memo(
                                IdempotencyKey.of("open"),
                                dev.credits.ledger.Actor.HOST,
                                null,
                                null,
                                java.util.Map.of(),
                                null))
                .under(subject)
                .metered();
    }

    private static SetLimit limit(
            AccountId account, Window window, @Nullable Long most, @Nullable String plan, Memo memo) {
        IdempotencyKey key = IdempotencyKey.of(memo.key() + "/" + window);
        Memo own = new Memo(key, memo.by(), memo.reason(), memo.feature(), memo.metadata(), memo.happened());
        return new SetLimit(
                account, window, most == null ? null : amount(most), LimitTerms.USUAL.ofPlan(plan), false, own);
    }

    private static SetLimit yielding(boolean keep, SetLimit command) {
        return keep ? command.yielding() : command;
    }

    private static Amount amount(long count) {
        return Amount.ofMinor(Amounts.count("amount", count), COUNT);
    }

    private static Outcome first(AtomicOutcome outcome) {
        return outcome instanceof AtomicOutcome.AllBooked all ? all.outcomes().get(0) : refusal(outcome);
    }

    private static Outcome last(AtomicOutcome outcome) {
        return outcome instanceof AtomicOutcome.AllBooked all
                ? all.outcomes().get(all.outcomes().size() - 1)
                : refusal(outcome);
    }

    private static Outcome refusal(AtomicOutcome outcome) {
        if (outcome instanceof AtomicOutcome.NoneBooked none) {
            return none.refusal();
        }
        throw new InvalidInputException("outcome", outcome, "booked whole or not at all");
    }
}
