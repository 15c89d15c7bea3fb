package dev.credits.cli.protocol;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Command;
import dev.credits.ledger.Fund;
import dev.credits.ledger.Funding;
import dev.credits.ledger.GrantExtra;
import dev.credits.ledger.LimitTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Move;
import dev.credits.ledger.ResetUsage;
import dev.credits.ledger.SetLimit;
import dev.credits.ledger.SetStop;
import dev.credits.ledger.Window;
import dev.credits.money.Amount;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Makes commands of lines about trees and limits. */
final class BudgetParser {
    private final Units units;

    BudgetParser(Units units) {
        this.units = units;
    }

    Command command(Fields line, AccountId account, Memo memo) {
        return switch (line.op()) {
            case LIMIT -> limit(line, account, memo);
            case EXTRA -> new GrantExtra(account, window(line), units.amount(line, "amount", account), memo);
            case RESET -> new ResetUsage(account, window(line), memo);
            case FUND -> new Fund(account, line.oneOf("funding", Funding.class), line.flag("reclaim"), memo);
            case MOVE -> new Move(account, parent(line), memo);
            case PAUSE -> new SetStop(account, true, memo);
            case RESUME -> new SetStop(account, false, memo);
            default -> throw new IllegalStateException(line.op() + " is not a command about trees or limits");
        };
    }

    private SetLimit limit(Fields line, AccountId account, Memo memo) {
        line.requireSaid("amount", "given, or null to lift the limit");
        Amount most = line.has("amount") ? units.amount(line, "amount", account) : null;
        LimitTerms terms = new LimitTerms(
                line.zone("zone", ZoneOffset.UTC),
                line.whole("anchor", 1),
                line.flag("shadow"),
                line.instantOrNull("until"),
                null);
        return new SetLimit(account, window(line), most, terms, false, memo);
    }

    private static Window window(Fields line) {
        return line.oneOf("window", Window.class);
    }

    private static @Nullable AccountId parent(Fields line) {
        line.requireSaid("parent", "given, or null for none");
        return line.has("parent") ? line.account("parent") : null;
    }
}
