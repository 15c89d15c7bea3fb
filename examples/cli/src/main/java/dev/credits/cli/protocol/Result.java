package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.DeclineCode;

/**
 * What is answered to one line.
 *
 * @param body its fields after {@code line}, {@code op} and {@code status}
 */
public record Result(Status status, ObjectNode body) {
    static Result ok(ObjectNode body) {
        return new Result(Status.OK, body);
    }

    static Result invalid(InvalidLine wrong) {
        ObjectNode body = node().put("code", wrong.code());
        if (wrong.field() != null) {
            body.put("field", wrong.field());
        }
        return new Result(Status.INVALID, body.put("message", wrong.getMessage()));
    }

    /** The answer about an account that does not exist, or did not. */
    static Result notFound(AccountId account, String message) {
        return new Result(
                Status.DECLINED,
                node().put("account", account.value())
                        .put("code", DeclineCode.ACCOUNT_NOT_FOUND.name())
                        .put("message", message));
    }

    static Result fault(RuntimeException failure) {
        boolean retryable = failure instanceof CreditsException fault && fault.retryable();
        String message =
                failure instanceof CreditsException ? String.valueOf(failure.getMessage()) : "unexpected: " + failure;
        return new Result(Status.FAULT, node().put("message", message).put("retryable", retryable));
    }

    static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
