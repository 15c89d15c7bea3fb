package dev.credits.quota;

import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.AtomicOutcome;
import dev.credits.ledger.AuditTrail;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Command;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Limit;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reading;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans and quotas of subjects. Each quota of a subject is a metered account of its own below the subject's account, so
 * reserving, settling, reversing, limits and audit are the ledger's. Thread-safe.
 */
public final class Quotas {
    /** What quotas count in: whole numbers. */
    public static final CreditUnit COUNT = new CreditUnit("COUNT", 0);

    /** How many quotas a subject has at most, so that a plan can change all limits of all of them in one list. */
    public static final int MOST = 150;

    private static final String MARK = "#";
    private static final IdempotencyKey OPENED = new IdempotencyKey("@quota");
    private static final int MOST_READ = 1000;
    private static final int LINES = 10;
    private static final int TRIES = 100;

    private final Ledger ledger;
    private final Ledger inner;
    private final Plans plans;

    private Quotas(Ledger ledger, Ledger inner, Plans plans) {
        this.ledger = ledger;
        this.inner = inner;
        this.plans = plans;
    }

    /**
     * Quotas kept in this ledger, for these plans. Hosts ask {@link dev.credits.Credits#quotas} for it.
     *
     * @param inner the same ledger, which takes the library's own keys
     */
    public static Quotas of(Ledger ledger, Ledger inner, Plans plans) {
        return new Quotas(ledger, inner, plans);
    }

    public Plans plans() {
        return plans;
    }

    /** The account that counts a quota of a subject; it is there once a plan or a limit has named the quota. */
    public static AccountId account(AccountId subject, String quota) {
        return AccountId.of(subject.value() + MARK + Allowance.checkedName(quota));
    }

    /**
     * Counts some of a quota as used. A subject that never had the quota, by a plan or by {@link #limit}, is refused as
     * {@link DeclineCode#ACCOUNT_NOT_FOUND}.
     */
    public Outcome use(AccountId subject, String quota, long count, Memo memo) {
        return execute(subject, quota, new Charge(account(subject, quota), amount(count), memo));
    }

    /** Sets some of a quota aside; the hold is settled or released on {@link #account}. */
    public Outcome reserve(AccountId subject, String quota, long count, Memo memo) {
        return execute(subject, quota, Reserve.of(account(subject, quota), amount(count), memo));
    }

    /**
     * Puts a subject on a plan: all limits on its quotas and its credits change in one commit with the note of it. Who is
     * overtaken by another's plan looks again, so the limits are always those of the plan that is noted. A quota that the
     * subject has and the plan does not name is limited to zero, in each window in which it was limited before, or else in total.
     * A plan that brings a subject more than {@value #MOST} quotas, with those it had before, is refused.
     *
     * @param keep leaves limits as they are that were set by hand, and quotas that are limited so to them; otherwise they
     *     give way to the plan
     */
    public Outcome assign(AccountId subject, String plan, boolean keep, Memo memo) {
        Assignment assignment = new Assignment(subject, plans.plan(plan), keep, memo.requireHosts());
        for (int i = 1; ; i++) {
            if (ledger.outcome(subject, memo.key()).isPresent()) {
                return ledger.execute(assignment.note());
            }
            List<Command> commands = ledger.snapshot(assignment::commands);
            Outcome outcome = first(inner.executeAll(commands));
            if (!isOvertaken(outcome, subject) || i == TRIES) {
                return outcome;
            }
        }
    }

    /** True if another's plan, or this very one, was booked since the list was made. */
    private static boolean isOvertaken(Outcome outcome, AccountId subject) {
        return outcome instanceof Outcome.Declined declined
                && (declined.code() == DeclineCode.OVERTAKEN
                        || declined.code() == DeclineCode.WRONG_DIRECTION
                                && subject.value().equals(declined.blockedBy()));
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
        memo.requireHosts();
        requireRoom(ledger.snapshot(reading -> quotas(reading, subject)).size() + 1);
        return last(inner.executeAll(List.of(opening(subject, account), command)));
    }

    /** Allows more of a quota in the current window. */
    public Outcome grantExtra(AccountId subject, String quota, Window window, long count, Memo memo) {
        return execute(subject, quota, new GrantExtra(account(subject, quota), window, amount(count), memo));
    }

    /** Forgives what was used of a quota in the current window; the old figure stays in the audit trail. */
    public Outcome resetUsage(AccountId subject, String quota, Window window, Memo memo) {
        return execute(subject, quota, new ResetUsage(account(subject, quota), window, memo));
    }

    /** The ledger knows of no quotas: one that is not there is told in the words of plans. */
    private Outcome execute(AccountId subject, String quota, Command command) {
        Outcome outcome = ledger.execute(command);
        boolean missing = outcome instanceof Outcome.Declined declined
                && declined.code() == DeclineCode.ACCOUNT_NOT_FOUND
                && command.account().value().equals(declined.blockedBy());
        return missing
                ? new Outcome.Declined(
                        DeclineCode.ACCOUNT_NOT_FOUND,
                        subject + " has no quota " + quota
                                + ": no plan that names it was assigned, and no limit was set on it",
                        null,
                        command.account().value(),
                        null,
                        null,
                        null)
                : outcome;
    }

    /** Plan, limits, usage, what remains, when it resets, and the last ten changes, all as of one moment. */
    public QuotaPage page(AccountId subject) {
        return ledger.snapshot(reading -> page(reading, subject));
    }

    /**
     * The administrative changes to a subject and all its quotas, newest first.
     *
     * @param after the last line of the page before, or null for the first page
     * @param limit how many lines at most, 1 to 1000
     */
    public List<AuditLine> audit(AccountId subject, @Nullable AuditLine after, int limit) {
        return ledger.snapshot(reading -> audit(reading, subject, after, limit));
    }

    private static List<AuditLine> audit(Reading reading, AccountId subject, @Nullable AuditLine after, int limit) {
        List<AuditLine> lines = new ArrayList<>();
        for (AccountId account : both(subject, quotas(reading, subject))) {
            int enough = lines.size() + limit;
            OptionalLong before = OptionalLong.of(Long.MAX_VALUE);
            while (before.isPresent() && lines.size() < enough) {
                AuditTrail page = reading.audit(account, before.getAsLong(), limit);
                page.entries().stream()
                        .flatMap(entry -> AuditLine.of(entry).stream())
                        .filter(line -> after == null || AuditLine.NEWEST_FIRST.compare(line, after) > 0)
                        .forEach(lines::add);
                before = page.next();
            }
        }
        return lines.stream().sorted(AuditLine.NEWEST_FIRST).limit(limit).toList();
    }

    private static List<AccountId> both(AccountId subject, List<AccountId> quotas) {
        return Stream.concat(Stream.of(subject), quotas.stream()).toList();
    }

    private static QuotaPage page(Reading reading, AccountId subject) {
        String plan = reading.account(subject).map(Account::plan).orElse(null);
        List<QuotaPage.Line> lines = new ArrayList<>();
        List<AccountId> quotas = quotas(reading, subject);
        for (AccountId account : quotas) {
            String quota = account.value().substring(subject.value().length() + 1);
            List<Limit> limits = reading.limits(account);
            limits.forEach(limit -> lines.add(line(quota, limit)));
            if (limits.isEmpty()) {
                reading.account(account).ifPresent(counted -> lines.add(line(quota, counted)));
            }
        }
        List<AuditLine> audit = audit(reading, subject, null, LINES);
        return new QuotaPage(subject, plan, reading.limits(subject), lines, audit);
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

    /** The quotas a subject has, by name: however many others stand below it, they are found by their first letters. */
    static List<AccountId> quotas(Reading reading, AccountId subject) {
        AccountId before = AccountId.of(subject.value() + MARK);
        return reading.children(subject, before, MOST_READ).stream()
                .map(Account::id)
                .takeWhile(child -> child.value().startsWith(before.value()))
                .toList();
    }

    /** Refuses to open one more: a subject has few enough that a list has room for all limits of all. */
    static void requireRoom(int quotas) {
        if (quotas > MOST) {
            throw new InvalidInputException(
                    "quotas", quotas, "at most " + MOST + " of a subject, with those of its former plans");
        }
    }

    static Open opening(AccountId subject, AccountId account) {
        Memo own = new Memo(OPENED, Actor.HOST, null, null, Map.of(), null);
        return Open.of(account, COUNT, own).under(subject).metered().ensured();
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
