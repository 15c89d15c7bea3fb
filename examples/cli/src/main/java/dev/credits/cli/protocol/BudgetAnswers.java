package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.budget.Branch;
import dev.credits.ledger.Account;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Amendment;
import dev.credits.ledger.AuditTrail;
import dev.credits.ledger.Entry;
import dev.credits.ledger.Limit;
import dev.credits.ledger.Usage;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import dev.credits.quota.Allowance;
import dev.credits.quota.AuditLine;
import dev.credits.quota.Cap;
import dev.credits.quota.Plan;
import dev.credits.quota.Plans;
import dev.credits.quota.QuotaPage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers to questions about trees, limits, usage and quotas. */
public final class BudgetAnswers {
    private BudgetAnswers() {}

    /** The limits in force on an account, as they count now. */
    static Result limits(AccountId account, List<Limit> limits) {
        ObjectNode body = Result.node().put("account", account.value());
        limits(body.putArray("limits"), limits);
        return Result.ok(body);
    }

    /** What was spent through an account, by day and feature. */
    static Result usage(AccountId account, CreditUnit unit, List<Usage.Day> days) {
        ObjectNode body = Result.node().put("account", account.value());
        ArrayNode array = body.putArray("days");
        for (Usage.Day day : days) {
            ObjectNode node = array.addObject().put("day", day.day().toString());
            add(node, "feature", day.feature());
            node.put("spent", Amount.ofMinor(day.spent(), unit).toPlainString());
        }
        return Result.ok(body);
    }

    /** An account, and what stands below it. */
    public static Result tree(Branch top) {
        return Result.ok(branch(Result.node(), top));
    }

    /** The plans there are. */
    static Result plans(Plans plans) {
        ObjectNode body = Result.node();
        ArrayNode array = body.putArray("plans");
        for (Plan plan : plans.all()) {
            ObjectNode node = array.addObject().put("plan", plan.name());
            ArrayNode quotas = node.putArray("quotas");
            for (Allowance allowance : plan.allowances()) {
                ObjectNode each = quotas.addObject().put("quota", allowance.quota());
                add(each.put("window", allowance.window().name()), "most", allowance.most());
            }
            if (!plan.caps().isEmpty()) {
                ArrayNode limits = node.putArray("limits");
                for (Cap cap : plan.caps()) {
                    ObjectNode each =
                            limits.addObject().put("window", cap.window().name());
                    each.put("amount", cap.most().toPlainString())
                            .put("unit", cap.most().unit().code());
                }
            }
        }
        return Result.ok(body);
    }

    /** A subject's plan, its limits and quotas and its last changes. */
    static Result quota(QuotaPage page) {
        ObjectNode body = Result.node().put("account", page.subject().value());
        add(body, "plan", page.plan());
        if (!page.limits().isEmpty()) {
            limits(body.putArray("limits"), page.limits());
        }
        ArrayNode lines = body.putArray("quotas");
        for (QuotaPage.Line line : page.lines()) {
            ObjectNode node = lines.addObject()
                    .put("quota", line.quota())
                    .put("window", line.window().name());
            add(node, "most", line.most());
            node.put("extra", Long.toString(line.extra()))
                    .put("used", Long.toString(line.used()))
                    .put("held", Long.toString(line.held()));
            add(node, "remaining", line.remaining());
            add(node, "resets", line.resets());
            node.put("byHand", line.byHand());
        }
        ArrayNode audit = body.putArray("audit");
        page.audit().forEach(line -> audit.add(audit(line)));
        return Result.ok(body);
    }

    /** A page of an account's administrative changes, newest first. */
    static Result audit(AccountId account, AuditTrail page) {
        ObjectNode body = Result.node().put("account", account.value());
        ArrayNode array = body.putArray("audit");
        for (Entry entry : page.entries()) {
            AuditLine.of(entry).ifPresent(line -> array.add(audit(line).put("seq", entry.seq())));
        }
        page.next().ifPresent(next -> body.put("next", next));
        return Result.ok(body);
    }

    /** What an entry tells about trees and limits beside the rest. */
    static void route(ObjectNode node, Entry entry) {
        if (!entry.spender().equals(entry.account())) {
            node.put("spender", entry.spender().value());
            ArrayNode path = node.putArray("path");
            entry.route().path().forEach(account -> path.add(account.value()));
        }
        add(node, "counted", entry.route().counted());
        Outcomes.shadows(node, entry);
        Amendment amendment = entry.amendment();
        if (amendment != null) {
            ObjectNode amends = node.putObject("amends").put("what", amendment.what());
            add(amends, "previous", amendment.previous());
            add(amends, "next", amendment.next());
        }
    }

    private static ObjectNode audit(AuditLine line) {
        ObjectNode node = Result.node().put("at", line.at().toString());
        node.put("account", line.account().value()).put("by", line.by().name());
        node.put("action", line.action()).put("details", line.details());
        add(node, "previous", line.previous());
        add(node, "next", line.next());
        add(node, "reason", line.reason());
        return node;
    }

    private static ObjectNode branch(ObjectNode node, Branch branch) {
        Account account = branch.account();
        node.put("account", account.id().value()).put("unit", account.unit().code());
        node.put("funding", account.funding().name());
        node.put("accountStatus", account.status().name().toLowerCase(Locale.ROOT));
        add(node, "plan", account.plan());
        node.put("available", account.balance().available().toPlainString());
        node.put("held", account.balance().held().toPlainString());
        node.put("usedToday", branch.used().toPlainString());
        if (!branch.limits().isEmpty()) {
            limits(node.putArray("limits"), branch.limits());
        }
        if (!branch.below().isEmpty()) {
            ArrayNode below = node.putArray("below");
            branch.below().forEach(child -> branch(below.addObject(), child));
        }
        return branch.more() ? node.put("more", true) : node;
    }

    private static void limits(ArrayNode array, List<Limit> limits) {
        for (Limit limit : limits) {
            ObjectNode node = array.addObject().put("window", limit.window().name());
            node.put("amount", plain(limit, limit.most()));
            if (limit.extra() != 0) {
                node.put("extra", plain(limit, limit.extra()));
            }
            node.put("used", plain(limit, limit.used())).put("held", plain(limit, limit.held()));
            node.put("remaining", limit.remaining().toPlainString());
            add(node, "resets", limit.resets());
            if (!limit.terms().zone().getId().equals("Z")) {
                node.put("zone", limit.terms().zone().getId());
            }
            if (limit.terms().anchor() != 1) {
                node.put("anchor", limit.terms().anchor());
            }
            if (limit.terms().shadow()) {
                node.put("shadow", true);
            }
            add(node, "until", limit.terms().liftedUntil());
            add(node, "plan", limit.terms().plan());
        }
    }

    private static String plain(Limit limit, long minor) {
        return Amount.ofMinor(minor, limit.unit()).toPlainString();
    }

    private static void add(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, Objects.toString(value));
        }
    }
}
