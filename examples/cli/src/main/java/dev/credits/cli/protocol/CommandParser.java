package dev.credits.cli.protocol;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Adjust;
import dev.credits.ledger.Allocate;
import dev.credits.ledger.Capture;
import dev.credits.ledger.Charge;
import dev.credits.ledger.Close;
import dev.credits.ledger.Command;
import dev.credits.ledger.Convert;
import dev.credits.ledger.Extend;
import dev.credits.ledger.Freeze;
import dev.credits.ledger.Funding;
import dev.credits.ledger.Grant;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Overrun;
import dev.credits.ledger.Reclaim;
import dev.credits.ledger.Release;
import dev.credits.ledger.Reserve;
import dev.credits.ledger.Reverse;
import dev.credits.ledger.SetFloor;
import dev.credits.ledger.Settle;
import dev.credits.ledger.Source;
import dev.credits.ledger.Transfer;
import dev.credits.ledger.Unfreeze;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.money.InvalidInputException;
import dev.credits.money.Money;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes commands of writing lines. */
final class CommandParser {
    private static final String ACTOR = "cli";

    private final Units units;
    private final BudgetParser budgets;
    private final Till till;

    CommandParser(Units units, Till till) {
        this.units = units;
        this.budgets = new BudgetParser(units);
        this.till = till;
    }

    /** The command of a line; {@link InvalidLine} if it cannot be one. */
    Command command(Fields line) {
        Memo memo = memo(line);
        try {
            return line.has("from") || line.op().requires("from") ? between(line, memo) : on(line, memo);
        } catch (InvalidInputException wrong) {
            throw line.wrong(wrong);
        }
    }

    /** What every command carries. */
    static Memo memo(Fields line) {
        Actor by = line.has("by") ? line.named("by", Actor::of) : Actor.of(ACTOR);
        Map<String, String> meta = line.pairs("meta", "an object of strings, such as {\"order\":\"A-17\"}");
        try {
            return new Memo(
                            line.key("key"),
                            by,
                            line.textOrNull("reason"),
                            line.textOrNull("feature"),
                            Map.of(),
                            line.instantOrNull("happened"))
                    .metadata(meta);
        } catch (InvalidInputException wrong) {
            throw line.wrong(wrong);
        }
    }

    private Command on(Fields line, Memo memo) {
        AccountId account = line.account("account");
        return switch (line.op()) {
            case OPEN -> open(line, account, memo);
            case GRANT -> new Grant(account, amount(line, account), terms(line), memo);
            case CHARGE, RESERVE, SETTLE -> spending(line, account, memo);
            case CAPTURE -> new Capture(account, line.reference("hold"), amount(line, account), memo);
            case EXTEND -> extend(line, account, memo);
            case RELEASE -> new Release(account, line.reference("hold"), memo);
            case ADJUST -> new Adjust(account, amount(line, account), memo);
            case REVERSE -> new Reverse(account, line.reference("of"), amountOrNull(line, account), grace(line), memo);
            case FLOOR -> floor(line, account, memo);
            case FREEZE -> new Freeze(account, memo);
            case UNFREEZE -> new Unfreeze(account, memo);
            case CLOSE -> new Close(account, memo);
            default -> budgets.command(line, account, memo);
        };
    }

    /** A command that says how much, or what was used of what. */
    private Command spending(Fields line, AccountId account, Memo memo) {
        Till.Due due = till.isPriced(line)
                ? till.due(line, account, units.unit(account), memo)
                : new Till.Due(amount(line, account), memo, false);
        return switch (line.op()) {
            case CHARGE -> charge(account, due);
            case RESERVE -> new Reserve(account, due.amount(), ttl(line, Reserve.USUAL_TTL), due.memo());
            default ->
                new Settle(account, line.reference("hold"), due.amount(), line.oneOf("over", Overrun.CAP), due.memo());
        };
    }

    /** An amount that is said must be above zero; what was used may come to nothing, and is booked like any other. */
    private static Charge charge(AccountId account, Till.Due due) {
        if (!due.priced() && !due.amount().isPositive()) {
            throw InvalidLine.field("amount", due.amount().toPlainString(), "above zero");
        }
        return new Charge(account, due.amount(), due.memo());
    }

    private Command between(Fields line, Memo memo) {
        AccountId from = line.account("from");
        AccountId to = line.account("to");
        Amount amount = amount(line, from);
        return switch (line.op()) {
            case TRANSFER -> new Transfer(from, to, amount, memo);
            case ALLOCATE -> new Allocate(from, to, amount, memo);
            case RECLAIM -> new Reclaim(from, to, amount, memo);
            case CONVERT -> new Convert(from, to, amount, memo);
            default -> throw new IllegalStateException(line.op() + " is not a command between two accounts");
        };
    }

    private static Open open(Fields line, AccountId account, Memo memo) {
        int scale = line.whole("scale", CreditUnit.CREDIT.scale());
        String code = line.has("unit") ? line.text("unit") : CreditUnit.CREDIT.code();
        CreditUnit unit = new CreditUnit(code, scale);
        AccountId parent = line.has("parent") ? line.account("parent") : null;
        Amount floor = line.has("floor") ? line.amount("floor", unit) : Amount.zero(unit);
        Funding funding = line.oneOf("funding", Funding.OWN);
        boolean unlimited = line.flag("unlimited");
        if (line.has("floor") && (unlimited || funding == Funding.METERED)) {
            throw InvalidLine.field("floor", floor.toPlainString(), "left out: this account has none");
        }
        Open open = new Open(account, unit, parent, funding, floor, line.flag("ensure"), memo);
        return unlimited ? open.unlimited() : open;
    }

    private static LotTerms terms(Fields line) {
        try {
            return new LotTerms(
                    line.oneOf("source", Source.PAID),
                    line.whole("priority", LotTerms.USUAL_PRIORITY),
                    line.instantOrNull("starts"),
                    line.endOrNull("expires"),
                    line.spanOrNull("expires"),
                    line.has("cost") ? cost(line) : null);
        } catch (InvalidInputException wrong) {
            boolean ours = wrong.field().equals("lasts");
            throw ours ? InvalidLine.field("expires", line.text("expires"), wrong.wanted()) : line.wrong(wrong);
        }
    }

    private static Money cost(Fields line) {
        String wanted = "one currency and its sum, such as {\"USD\":\"9.99\"}";
        Map<String, String> pairs = line.pairs("cost", wanted);
        if (pairs.size() != 1) {
            throw InvalidLine.field("cost", pairs.size() + " pairs", wanted);
        }
        Map.Entry<String, String> sum = pairs.entrySet().iterator().next();
        try {
            return Money.of(sum.getValue(), sum.getKey());
        } catch (InvalidInputException wrong) {
            throw InvalidLine.field("cost", wrong.value(), wrong.wanted());
        }
    }

    private Extend extend(Fields line, AccountId account, Memo memo) {
        if (!line.has("ttl") && !line.has("amount")) {
            throw InvalidLine.missing("ttl", "given, unless an amount is");
        }
        return new Extend(
                account, line.reference("hold"), line.durationOrNull("ttl"), amountOrNull(line, account), memo);
    }

    private SetFloor floor(Fields line, AccountId account, Memo memo) {
        try {
            return new SetFloor(account, amount(line, account), memo);
        } catch (InvalidInputException wrong) {
            boolean ours = wrong.field().equals("floor");
            throw ours ? InvalidLine.field("amount", wrong.value(), wrong.wanted()) : line.wrong(wrong);
        }
    }

    private Amount amount(Fields line, AccountId account) {
        return units.amount(line, "amount", account);
    }

    private @Nullable Amount amountOrNull(Fields line, AccountId account) {
        return line.has("amount") ? amount(line, account) : null;
    }

    private static Duration ttl(Fields line, Duration usual) {
        return Objects.requireNonNullElse(line.durationOrNull("ttl"), usual);
    }

    private static Duration grace(Fields line) {
        return Objects.requireNonNullElse(line.durationOrNull("grace"), Duration.ZERO);
    }
}
