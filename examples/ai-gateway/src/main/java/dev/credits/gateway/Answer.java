package dev.credits.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.metering.Bill;
import dev.credits.metering.Stop;
import dev.credits.money.Amount;
import dev.credits.money.Money;

/**
 * What is answered: a status, a body, and what it cost.
 *
 * @param retryAfter seconds after which the same request may fare better, or 0
 */
record Answer(int status, ObjectNode body, String cost, String taken, int retryAfter) {
    static Answer ok(ObjectNode body) {
        return new Answer(200, body, "0", "0", 0);
    }

    static Answer error(int status, String code, String message) {
        ObjectNode body = node();
        body.putObject("error").put("code", code).put("message", message);
        return new Answer(status, body, "0", "0", 0);
    }

    /** The same for a request that may be sent again after so many seconds. */
    Answer again(int seconds) {
        return new Answer(status, body, cost, taken, seconds);
    }

    /** Work that was not begun. */
    static Answer refused(Stop.Refused refused, Amount available) {
        boolean credits = refused.code().equals("INSUFFICIENT_CREDITS");
        int status = credits ? 402 : refused.code().equals("KEY_REUSED") ? 422 : 400;
        Answer answer = error(status, refused.code(), refused.message());
        ObjectNode error = (ObjectNode) answer.body().get("error");
        error.put("available", available.toPlainString());
        if (refused.needed() != null && refused.missing() != null) {
            error.put("needed", refused.needed().toPlainString());
            error.put("missing", refused.missing().toPlainString());
            error.put("hint", "lower max_tokens, choose a cheaper model, or add credits; nothing was charged");
        }
        if (refused.until() != null) {
            error.put("until", refused.until().toString());
        }
        return answer;
    }

    /** The same with the bill of a call. */
    Answer billed(Bill bill) {
        body.set("bill", bill(bill));
        Money cost = bill.cost();
        return new Answer(
                status,
                body,
                cost != null ? cost.amount().toPlainString() : bill.taken().isZero() ? "0" : "unknown",
                bill.taken().toPlainString(),
                0);
    }

    static ObjectNode bill(Bill bill) {
        ObjectNode node = node().put("request", bill.key().value());
        node.put("credits", bill.credits().toPlainString());
        node.put("taken", bill.taken().toPlainString());
        node.put("shortfall", bill.shortfall().toPlainString());
        node.put("left", bill.left().toPlainString());
        node.put("basis", bill.basis().name());
        Money cost = bill.cost();
        if (cost != null) {
            node.put("cost", cost.amount().toPlainString()).put("currency", cost.currencyCode());
        }
        return node.put("replayed", bill.replayed());
    }

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
