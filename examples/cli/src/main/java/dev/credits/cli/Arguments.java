package dev.credits.cli;

import dev.credits.ledger.AccountId;
import dev.credits.money.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
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
            Instant instant = Instant.parse(text);
            int year = instant.atZone(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return instant;
            }
        } catch (DateTimeException notAnInstant) {
            // told below, with the argument's name
        }
        throw wrong(name, text, "an instant in the years 1 to 9999, such as 2026-01-31T00:00:00Z");
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
