package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Actor;
import dev.credits.ledger.Balance;
import dev.credits.ledger.Booking;
import dev.credits.ledger.EntryFilter;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.ledger.PastBalance;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.Source;
import dev.credits.money.InvalidInputException;
import dev.credits.quota.Quotas;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Answers lines that are not commands of an account. */
final class Questions {
    private final Ledger ledger;
    private final Till till;
    private final SessionClock clock;
    private final BudgetQuestions budgets;

    Questions(Ledger ledger, Till till, SessionClock clock, Quotas quotas) {
        this.ledger = ledger;
        this.till = till;
        this.clock = clock;
        this.budgets = new BudgetQuestions(ledger, clock, quotas);
    }

    Result answer(Fields line) {
        try {
            return switch (line.op()) {
                case BALANCE -> line.has("at") ? balanceAt(line) : balance(line.account("account"));
                case ENTRIES -> entries(line);
                case OUTCOME -> outcome(line.account("account"), line.reference("of"));
                case VERIFY -> Answers.verification(ledger.verify());
                case QUOTE -> till.quote(line);
                case SWEEP -> Answers.sweep(ledger.sweep());
                case RATE -> rate(line);
                case CLOCK -> setClock(line.instant("now"));
                default -> budgets.answer(line);
            };
        } catch (InvalidInputException wrong) {
            throw line.wrong(wrong);
        }
    }

    private Result balance(AccountId account) {
        Optional<Balance> balance = ledger.balance(account);
        return balance.isPresent() ? Answers.balance(balance.get(), ledger.lots(account)) : Answers.unknown(account);
    }

    private Result balanceAt(Fields line) {
        AccountId account = line.account("account");
        Instant at = line.instant("at");
        Optional<PastBalance> past = ledger.balanceAt(account, at);
        if (past.isPresent()) {
            return Answers.balance(past.get());
        }
        return ledger.account(account).isEmpty() ? Answers.unknown(account) : Answers.notOpen(account, at);
    }

    private Result entries(Fields line) {
        AccountId account = line.account("account");
        EntryFilter filter = EntryFilter.of(account)
                .source(line.has("source") ? line.oneOf("source", Source.class) : null)
                .by(line.has("by") ? line.named("by", Actor::of) : null)
                .feature(line.textOrNull("feature"))
                .spender(line.has("spender") ? line.account("spender") : null)
                .text(line.textOrNull("text"))
                .between(line.instantOrNull("from"), line.instantOrNull("to"))
                .after(line.sequence("after"))
                .limit(line.whole("limit", EntryFilter.USUAL_LIMIT));
        if (line.has("kind")) {
            filter = filter.kinds(line.oneOf("kind", EntryKind.class));
        }
        return ledger.account(account).isEmpty()
                ? Answers.unknown(account)
                : Answers.statement(account, ledger.statement(filter));
    }

    private Result outcome(AccountId account, IdempotencyKey of) {
        ObjectNode body = Result.node().put("account", account.value()).put("of", of.value());
        Optional<Booking> booking = ledger.outcome(account, of);
        if (booking.isPresent()) {
            return Result.ok(Answers.found(body, booking.get()));
        }
        return ledger.account(account).isEmpty() ? Answers.unknown(account) : Result.ok(body.put("found", false));
    }

    private Result rate(Fields line) {
        RateChange rate =
                new RateChange(line.text("from"), line.text("to"), decimal(line), line.instantOrNull("starts"));
        Memo memo = CommandParser.memo(line);
        String reason = Objects.requireNonNull(memo.reason());
        return Outcomes.of(rate, ledger.publish(rate, memo.key(), memo.by(), reason));
    }

    private static BigDecimal decimal(Fields line) {
        String text = line.decimal("rate");
        if (text.length() <= 40 && text.matches("[0-9]+(\\.[0-9]+)?")) {
            return new BigDecimal(text);
        }
        throw InvalidLine.field("rate", text, "a decimal number above zero, such as \"12.5\"");
    }

    private Result setClock(Instant to) {
        if (!clock.isManual()) {
            throw InvalidLine.field("op", "clock", "left out, unless the run has --manual-clock");
        }
        if (!clock.set(to)) {
            throw InvalidLine.field("now", to, clock.instant() + " or later: the clock never goes back");
        }
        return Result.ok(Result.node().put("now", clock.instant().toString()));
    }
}
