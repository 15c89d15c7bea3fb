package dev.credits.cli.protocol;

import dev.credits.budget.Budgets;
import dev.credits.budget.View;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Outcome;
import dev.credits.quota.Quotas;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Answers lines about trees, limits, usage, plans and quotas. */
final class BudgetQuestions {
    private static final int USUAL_TREE = 1000;
    private static final int USUAL_AUDIT = 20;

    private final Ledger ledger;
    private final Budgets budgets;
    private final Quotas quotas;

    BudgetQuestions(Ledger ledger, SessionClock clock, Quotas quotas) {
        this.ledger = ledger;
        this.budgets = Budgets.of(ledger, clock);
        this.quotas = quotas;
    }

    Result answer(Fields line) {
        if (line.op() == Op.PLANS) {
            return BudgetAnswers.plans(quotas.plans());
        }
        AccountId account = line.account("account");
        if (line.op() == Op.PLAN) {
            Outcome outcome = quotas.assign(account, line.text("plan"), line.flag("keep"), CommandParser.memo(line));
            return Outcomes.of(account, outcome);
        }
        View view = budgets.as(line.has("as") ? line.account("as") : account);
        if (view.account(account).isEmpty()) {
            return Answers.unknown(account);
        }
        return switch (line.op()) {
            case LIMITS -> BudgetAnswers.limits(account, view.limits(account));
            case USAGE -> usage(line, account, view);
            case TREE ->
                view.tree(account, line.whole("limit", USUAL_TREE))
                        .map(BudgetAnswers::tree)
                        .orElseGet(() -> Answers.unknown(account));
            case QUOTA -> BudgetAnswers.quota(quotas.page(account));
            case AUDIT -> {
                long before = line.has("before") ? line.sequence("before") : Long.MAX_VALUE;
                yield BudgetAnswers.audit(account, ledger.audit(account, before, line.whole("limit", USUAL_AUDIT)));
            }
            default -> throw new IllegalStateException(line.op() + " is not a question about budgets");
        };
    }

    private Result usage(Fields line, AccountId account, View view) {
        LocalDate from = line.day("from");
        LocalDate to = line.day("to");
        ZoneId zone = line.zone("zone", ZoneOffset.UTC);
        var unit = view.account(account).orElseThrow().unit();
        return BudgetAnswers.usage(account, unit, view.usage(account, from, to, zone));
    }
}
