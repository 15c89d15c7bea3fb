package dev.credits.ledger.internal;

import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.DeclineCode;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Fingerprint;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Grant;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.Move;
import dev.credits.ledger.Open;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetPlan;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Unfreeze;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides a command against the book: a replay, a conflict, a refusal, or entries. After a refusal the caller rolls the
 * book back.
 */
final class Rules {
    private static final Map<Class<? extends Command>, BiConsumer<Turn, Command>> RULES = new HashMap<>();

    static {
        rule(Open.class, AccountRules::open);
        rule(SetFloor.class, AccountRules::floor);
        rule(Freeze.class, AccountRules::freeze);
        rule(Unfreeze.class, AccountRules::unfreeze);
        rule(Close.class, AccountRules::close);
        rule(SetLimit.class, LimitRules::limit);
        rule(GrantExtra.class, LimitRules::extra);
        rule(ResetUsage.class, LimitRules::reset);
        rule(SetStop.class, AccountRules::stop);
        rule(SetPlan.class, AccountRules::plan);
        rule(Fund.class, TreeRules::fund);
        rule(Move.class, TreeRules::move);
        rule(Grant.class, CreditRules::grant);
        rule(Charge.class, CreditRules::charge);
        rule(Adjust.class, CreditRules::adjust);
        rule(Reserve.class, HoldRules::reserve);
        rule(Capture.class, HoldRules::capture);
        rule(Settle.class, HoldRules::settle);
        rule(Extend.class, HoldRules::extend);
        rule(Release.class, HoldRules::release);
        rule(Transfer.class, MoveRules::transfer);
        rule(Allocate.class, MoveRules::allocate);
        rule(Reclaim.class, MoveRules::reclaim);
        rule(Convert.class, MoveRules::convert);
        rule(Reverse.class, ReversalRules::reverse);
    }

    private Rules() {}

    /** What a command came to, before its entries are chained. */
    sealed interface Verdict {
        /** It wrote its transaction now. */
        record Wrote() implements Verdict {}

        /** Its transaction was there already. */
        record Known() implements Verdict {}

        /** It was refused. */
        record Refused(Outcome outcome) implements Verdict {}
    }

    static Verdict decide(Book book, Task task) {
        Verdict before = before(book, task);
        if (before != null) {
            return before;
        }
        try {
            Turn turn = new Turn(book, task);
            Command command = task.command();
            Objects.requireNonNull(RULES.get(command.getClass())).accept(turn, command);
            turn.finish();
            return new Verdict.Wrote();
        } catch (Refusal refusal) {
            return new Verdict.Refused(refusal.declined());
        } catch (ArithmeticException overflow) {
            String message = "a balance of " + task.command().account() + " would leave the range of whole minor units";
            return new Verdict.Refused(Refusal.of(DeclineCode.OVERFLOW, message).declined());
        }
    }

    /** What a command comes to whose key was used before; null if its key is new. */
    static @Nullable Verdict before(Book book, Task task) {
        List<Entry> before = book.transaction(task.id());
        return before.isEmpty() ? null : again(task, before.get(0).fingerprint());
    }

    static boolean has(Class<?> command) {
        return RULES.containsKey(command);
    }

    private static Verdict again(Task task, @Nullable Fingerprint asked) {
        if (asked == null || asked.matches(task.fingerprint())) {
            return new Verdict.Known();
        }
        String field = asked.difference(task.command());
        String message = "key " + task.command().memo().key() + " of account "
                + task.command().account() + " was used with another " + field;
        return new Verdict.Refused(new Outcome.Conflict(field, message));
    }

    private static <C extends Command> void rule(Class<C> type, BiConsumer<Turn, C> rule) {
        RULES.put(type, (turn, command) -> rule.accept(turn, type.cast(command)));
    }
}
