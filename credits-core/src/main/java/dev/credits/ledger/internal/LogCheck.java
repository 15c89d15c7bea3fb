package dev.credits.ledger.internal;

import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.ledger.Verification.Violation;
import dev.credits.spi.Reader;
import dev.credits.spi.UnreadableException;
import java.util.function.Consumer;

/** Checks the chain of every log, line by line: what was changed, is missing or stands elsewhere is named. Not thread-safe. */
final class LogCheck {
    private final Consumer<Violation> violations;
    private LogHead head = LogHead.empty("");

    LogCheck(Consumer<Violation> violations) {
        this.violations = violations;
    }

    void check(Reader reader) {
        try {
            reader.eachLine(this::check);
        } catch (UnreadableException unreadable) {
            String message = unreadable.getMessage() + "; the lines after it were not checked";
            violations.accept(new Violation("L8", null, unreadable.seq(), message));
        }
    }

    private void check(LogLine line) {
        if (!line.log().equals(head.log())) {
            head = LogHead.empty(line.log());
        }
        long next = head.number() + 1;
        expect("L8", line, line.isIntact(), "is not what was published: its hash is of something else");
        if (line.number() != next) {
            long last = line.number() - 1;
            String lines = last == next ? "line " + next : "lines " + next + " to " + last;
            violation("L8", line, "comes without " + lines + " before it");
        } else {
            expect("L8", line, line.previous().equals(head.hash()), "does not follow on the line before it");
        }
        expect("L7", line, !line.at().isBefore(head.at()), "was published before the line before it");
        head = line.head();
    }

    private void expect(String law, LogLine line, boolean holds, String otherwise) {
        if (!holds) {
            violation(law, line, otherwise);
        }
    }

    private void violation(String law, LogLine line, String what) {
        violations.accept(new Violation(law, null, line.number(), line.name() + " " + what));
    }
}
