package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Booking;
import dev.credits.ledger.Entry;
import dev.credits.ledger.EntryKind;
import dev.credits.ledger.Outcome;
import dev.credits.ledger.RateChange;
import dev.credits.ledger.RateOutcome;
import dev.credits.ledger.Shadow;
import dev.credits.money.Conversion;
import java.util.List;
import java.util.Locale;

/** Answers to commands. */
final class Outcomes {
    private Outcomes() {}

    static Result of(AccountId account, Outcome outcome) {
        ObjectNode body = Result.node().put("account", account.value());
        if (outcome instanceof Outcome.Applied applied) {
            return new Result(Status.APPLIED, booking(body, applied.booking()));
        }
        if (outcome instanceof Outcome.Replayed replayed) {
            return new Result(Status.REPLAYED, booking(body, replayed.booking()));
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            return conflict(body, conflict.field(), conflict.message());
        }
        return new Result(Status.DECLINED, declined(body, (Outcome.Declined) outcome));
    }

    static Result of(RateChange asked, RateOutcome outcome) {
        ObjectNode body = Result.node().put("from", asked.from()).put("to", asked.to());
        if (outcome instanceof RateOutcome.Applied applied) {
            return new Result(Status.APPLIED, rate(body, applied.rate(), applied.number()));
        }
        if (outcome instanceof RateOutcome.Replayed replayed) {
            return new Result(Status.REPLAYED, rate(body, replayed.rate(), replayed.number()));
        }
        RateOutcome.Conflict conflict = (RateOutcome.Conflict) outcome;
        return conflict(body, conflict.field(), conflict.message());
    }

    private static ObjectNode rate(ObjectNode body, Conversion rate, long number) {
        body.put("rate", rate.rate().toPlainString());
        return body.put("starts", rate.effective().toString()).put("number", number);
    }

    private static Result conflict(ObjectNode body, String field, String message) {
        body.put("code", "KEY_REUSED").put("field", field).put("message", message);
        return new Result(Status.CONFLICT, body);
    }

    /** Adds what a command came to. */
    static ObjectNode booking(ObjectNode body, Booking booking) {
        body.put("transaction", booking.transaction().toString()).put("seq", booking.seq());
        body.put("available", booking.available().toPlainString());
        body.put("held", booking.held().toPlainString());
        EntryKind kind = booking.entry().kind();
        boolean spends = kind == EntryKind.CAPTURE || kind == EntryKind.SETTLE;
        if (spends) {
            body.put("captured", booking.captured().toPlainString());
        }
        if (kind == EntryKind.RELEASE || booking.released().isPositive()) {
            body.put("released", booking.released().toPlainString());
        }
        if (spends || !booking.shortfall().isZero()) {
            body.put("shortfall", booking.shortfall().toPlainString());
        }
        shadows(body, booking.entry());
        accounts(body, "paused", booking.paused());
        accounts(body, "resumed", booking.resumed());
        return body;
    }

    /** Adds the limits in shadow that would have refused, had they been enforced. */
    static void shadows(ObjectNode body, Entry entry) {
        List<Shadow> shadows = entry.route().shadows();
        if (!shadows.isEmpty()) {
            ArrayNode array = body.putArray("shadows");
            for (Shadow shadow : shadows) {
                ObjectNode node =
                        array.addObject().put("account", shadow.account().value());
                node.put("window", shadow.window().name());
                node.put("excess", entry.amount(shadow.excess()).toPlainString());
            }
        }
    }

    private static void accounts(ObjectNode body, String name, List<AccountId> accounts) {
        if (!accounts.isEmpty()) {
            ArrayNode array = body.putArray(name);
            accounts.forEach(account -> array.add(account.value()));
        }
    }

    private static ObjectNode declined(ObjectNode body, Outcome.Declined declined) {
        body.put("code", declined.code().name()).put("message", declined.message());
        if (declined.shortfall() != null) {
            body.put("shortfall", declined.shortfall().toPlainString());
        }
        if (declined.blockedBy() != null) {
            body.put("blockedBy", declined.blockedBy());
        }
        if (declined.until() != null) {
            body.put("until", declined.until().toString());
        }
        if (declined.ending() != null) {
            body.put("how", declined.ending().name().toLowerCase(Locale.ROOT));
        }
        if (declined.status() != null) {
            body.put("accountStatus", declined.status().name().toLowerCase(Locale.ROOT));
        }
        return body;
    }
}
