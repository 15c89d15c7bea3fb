package dev.credits.testkit.contract;

import static dev.credits.testkit.contract.Commands.amount;
import static dev.credits.testkit.contract.Commands.id;
import static dev.credits.testkit.contract.Commands.memo;

import dev.credits.ledger.Amendment;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Fund;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Usage;
import dev.credits.ledger.Window;
import dev.credits.money.CreditUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Commands about trees, pools and limits in short: account first, then key, then what is asked. */
final class BudgetCommands {
    /** Counts calls, not credits. */
    static final CreditUnit CALLS = new CreditUnit("CALLS", 0);

    private BudgetCommands() {}

    static Memo reasoned(String key) {
        return memo(key).by("admin").because("as agreed");
    }

    /** An account with credits of its own under another. */
    static Open child(String account, String parent) {
        return Open.of(id(account), memo("open")).under(id(parent));
    }

    /** An account that spends what another has. */
    static Open member(String account, String parent) {
        return Open.of(id(account), memo("open")).sharing(id(parent));
    }

    static Open meter(String account) {
        return Open.of(id(account), CALLS, memo("open")).metered();
    }

    static SetLimit limit(String account, String key, Window window, String most) {
        return SetLimit.of(id(account), window, amount(most), reasoned(key));
    }

    static SetLimit lift(String account, String key, Window window) {
        return SetLimit.lifted(id(account), window, reasoned(key));
    }

    static GrantExtra extra(String account, String key, Window window, String more) {
        return new GrantExtra(id(account), window, amount(more), reasoned(key));
    }

    static ResetUsage reset(String account, String key, Window window) {
        return new ResetUsage(id(account), window, reasoned(key));
    }

    static Fund share(String account, String key) {
        return Fund.shared(id(account), reasoned(key));
    }

    static Fund isolate(String account, String key) {
        return Fund.own(id(account), reasoned(key));
    }

    static Move move(String account, String key, @Nullable String parent) {
        return new Move(id(account), parent == null ? null : id(parent), reasoned(key));
    }

    static SetStop stop(String account, String key, boolean on) {
        return new SetStop(id(account), on, reasoned(key));
    }

    static SetPlan plan(String account, String key, String plan) {
        return SetPlan.of(id(account), plan, true, reasoned(key));
    }

    /** One limit of an account, as it counts now. */
    static Limit limitOf(Scenario given, String account, Window window) {
        return given.ledger().limits(id(account)).stream()
                .filter(limit -> limit.window() == window)
                .findFirst()
                .orElseThrow(() -> new AssertionError(account + " has no " + window + " limit"));
    }

    /** What an administrative entry changed. */
    static Amendment amendment(Entry entry) {
        return Objects.requireNonNull(entry.amendment(), () -> "entry " + entry.seq() + " amends nothing");
    }

    /** When the window of a limit ends. */
    static Instant resets(Scenario given, String account, Window window) {
        return Objects.requireNonNull(limitOf(given, account, window).resets());
    }

    /** What counts against a limit, as a decimal. */
    static String used(Scenario given, String account, Window window) {
        Limit limit = limitOf(given, account, window);
        return dev.credits.money.Amount.ofMinor(limit.used(), limit.unit()).toPlainString();
    }

    /** What was used through an account for a feature on the day of the clock, in minor units. */
    static long usedToday(Scenario given, String account, @Nullable String feature) {
        LocalDate today = given.now().atZone(ZoneOffset.UTC).toLocalDate();
        return given.ledger().usage(id(account), today, today.plusDays(1), ZoneOffset.UTC).stream()
                .filter(day -> Objects.equals(day.feature(), feature))
                .mapToLong(Usage.Day::spent)
                .sum();
    }
}
