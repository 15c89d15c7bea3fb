package dev.credits.log;

import dev.credits.ledger.ClockCheck;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.LogHead;
import dev.credits.ledger.LogLine;
import dev.credits.spi.ChangeSet;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.LoadPlan.UpTo;
import dev.credits.spi.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One log of a storage: a list of lines, numbered and chained by hash, which only grows. Two who add at once are told
 * apart by number and hash: one of them is let through, and the other looks again. Thread-safe.
 */
public final class Log {
    private final Storage storage;
    private final String name;

    public Log(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    /**
     * The lines after this head, each proven to follow on the one before it.
     *
     * @return null if the log has no such head: what was read of it has been lost since, in a restore or a failover
     */
    public @Nullable List<LogLine> after(LogHead head, int limit) {
        if (head.number() == 0) {
            return chained(head, storage.read(reader -> reader.lines(name, 0, limit)));
        }
        List<LogLine> lines = storage.read(reader -> reader.lines(name, head.number() - 1, limit + 1));
        boolean known = !lines.isEmpty() && isAt(lines.get(0), head);
        return known ? chained(head, lines.subList(1, lines.size())) : null;
    }

    /**
     * Adds lines, all or none.
     *
     * @param base the head they were chained to
     * @param clock by which they are dated, if it is to agree with the storage's
     * @return false, with nothing added, if the log ends otherwise: somebody else has published meanwhile
     */
    public boolean append(LogHead base, List<LogLine> lines, @Nullable ClockCheck clock) {
        LogLine last = lines.get(lines.size() - 1);
        if (clock != null) {
            clock.requireNotBehind(last.at(), "a line of log " + name);
        }
        AtomicBoolean kept = new AtomicBoolean();
        storage.transact(loader -> {
            Set<UpTo> wanted = Set.of(UpTo.end(name), new UpTo(name, last.number()));
            List<LogLine> found = loader.load(
                            LoadPlan.of(Set.of(), Instant.EPOCH).lines(wanted).by(clock))
                    .lines();
            // whoever finds his own lines had lost the connection after their commit
            boolean known = found.stream().anyMatch(line -> isAt(line, last.head()));
            boolean next = !known
                    && (base.number() == 0
                            ? found.isEmpty()
                            : found.stream().allMatch(line -> isAt(line, base)) && !found.isEmpty());
            kept.set(known || next);
            return next ? ChangeSet.ofLines(lines) : ChangeSet.NOTHING;
        });
        return kept.get();
    }

    /** The lines with these numbers, in order; those that do not exist are left out. */
    public List<LogLine> numbered(Set<Long> numbers) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        Set<UpTo> wanted =
                numbers.stream().map(number -> new UpTo(name, number)).collect(Collectors.toSet());
        LoadPlan plan = LoadPlan.of(Set.of(), Instant.EPOCH).lines(wanted);
        return storage.read(reader -> reader.load(plan).lines()).stream()
                .filter(line -> numbers.contains(line.number()))
                .distinct()
                .sorted((one, other) -> Long.compare(one.number(), other.number()))
                .map(Log::intact)
                .toList();
    }

    /** The newest lines of a kind, the newest first. */
    public List<LogLine> newest(String kind, int limit) {
        return storage.read(reader -> reader.newestLines(name, kind, limit)).stream()
                .map(Log::intact)
                .toList();
    }

    /** The line itself, if it is what was published. */
    public static LogLine intact(LogLine line) {
        if (!line.isIntact()) {
            throw new CreditsException(line.name() + " is not what was published: it was changed since", false, null);
        }
        return line;
    }

    private static boolean isAt(LogLine line, LogHead head) {
        return line.number() == head.number() && line.hash().equals(head.hash());
    }

    private static List<LogLine> chained(LogHead head, List<LogLine> lines) {
        LogHead at = head;
        for (LogLine line : lines) {
            if (line.number() > at.number() + 1) {
                throw new CreditsException(
                        "line " + (at.number() + 1) + " of log " + line.log() + " is missing", false, null);
            }
            if (!at.isFollowedBy(intact(line))) {
                throw new CreditsException(line.name() + " does not follow on the line before it", false, null);
            }
            at = line.head();
        }
        return lines;
    }
}
