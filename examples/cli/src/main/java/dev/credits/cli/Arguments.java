package dev.credits.cli;

import dev.credits.ledger.AccountId;
import dev.credits.money.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what was given on the command line; complaints name the argument, its value and what would be right. */
final class Arguments {
    private Arguments() {}

    static AccountId account(String text) {
        try {
            return AccountId.of(text);
        } catch (InvalidInputException wrong) {
            throw wrong("ACCOUNT", text, wrong.wanted());
        }
    }

    static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAnInstant) {
            throw wrong(name, text, "an instant such as 2026-01-31T00:00:00Z");
        }
    }

    static @Nullable Instant instantOrNull(String name, @Nullable String text) {
        return text == null ? null : instant(name, text);
    }

    static Failure wrong(String name, Object value, String wanted) {
        return wrong(new InvalidInputException(name, value, wanted));
    }

    static Failure wrong(InvalidInputException wrong) {
        return new Failure(ExitCode.INVALID, String.valueOf(wrong.getMessage()), wrong);
    }
}
