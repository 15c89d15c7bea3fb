package dev.credits.testkit.contract;

import dev.credits.ledger.IdempotencyKey;
import dev.credits.ledger.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What somebody may do to the lines of a log. */
final class Alterations {
    private Alterations() {}

    /** Changes one line. */
    static UnaryOperator<List<LogLine>> of(long number, UnaryOperator<LogLine> change) {
        return lines -> lines.stream()
                .map(line -> line.number() == number ? change.apply(line) : line)
                .toList();
    }

    static UnaryOperator<List<LogLine>> content(long number, String from, String to) {
        return of(number, line -> {
            String content = Objects.requireNonNull(line.content());
            if (!content.contains(from)) {
                throw new IllegalStateException(from + " is not in " + content);
            }
            return with(line, line.number(), content.replace(from, to));
        });
    }

    static UnaryOperator<List<LogLine>> without(long number) {
        return lines -> lines.stream().filter(line -> line.number() != number).toList();
    }

    /** Two neighbours in each other's place. */
    static UnaryOperator<List<LogLine>> swapped(long number) {
        return lines -> {
            List<LogLine> swapped = new ArrayList<>(lines);
            for (int i = 0; i + 1 < lines.size(); i++) {
                if (lines.get(i).number() == number) {
                    LogLine one = lines.get(i);
                    LogLine other = lines.get(i + 1);
                    swapped.set(i, with(other, one.number(), other.content()));
                    swapped.set(i + 1, with(one, other.number(), one.content()));
                }
            }
            return swapped;
        };
    }

    static LogLine with(LogLine line, IdempotencyKey key) {
        return new LogLine(
                line.log(),
                line.number(),
                line.kind(),
                line.subject(),
                line.effective(),
                line.codec(),
                line.content(),
                line.by(),
                line.reason(),
                key,
                line.at(),
                line.previous(),
                line.hash());
    }

    static LogLine with(LogLine line, long number, @org.jspecify.annotations.Nullable String content) {
        return new LogLine(
                line.log(),
                number,
                line.kind(),
                line.subject(),
                line.effective(),
                line.codec(),
                content,
                line.by(),
                line.reason(),
                line.key(),
                line.at(),
                line.previous(),
                line.hash());
    }
}
