package dev.credits.pricing;

import dev.credits.ledger.CreditsException;
import dev.credits.ledger.LogLine;
import dev.credits.spi.LoadPlan;
import dev.credits.spi.Loaded;
import dev.credits.spi.Reader;
import dev.credits.spi.Storage;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A storage of one log in a list, which counts how often it is asked, can be down, and can lose lines. */
final class ListStorage implements Storage {
    private final List<LogLine> lines = new ArrayList<>();
    private int reads;
    private boolean down;

    @Override
    public synchronized void transact(UnitOfWork work) {
        lines.addAll(work.run(reader()).lines());
    }

    @Override
    public synchronized <T> T read(Function<Reader, T> question) {
        reads++;
        if (down) {
            throw new CreditsException("down", true, null);
        }
        return question.apply(reader());
    }

    synchronized int reads() {
        return reads;
    }

    synchronized int size() {
        return lines.size();
    }

    synchronized void down(boolean now) {
        down = now;
    }

    /** Loses a line, whatever comes after it. */
    synchronized void lose(long number) {
        lines.removeIf(line -> line.number() == number);
    }

    /** Answers what a price book asks, and nothing else. */
    private Reader reader() {
        return (Reader) Proxy.newProxyInstance(
                Reader.class.getClassLoader(),
                new Class<?>[] {Reader.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "load" -> load((LoadPlan) arguments[0]);
                    case "lines" -> after((long) arguments[1], (int) arguments[2]);
                    case "newestLines" -> newest((String) arguments[1], (int) arguments[2]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Loaded load(LoadPlan plan) {
        List<LogLine> found = new ArrayList<>();
        for (LoadPlan.UpTo wanted : plan.lines()) {
            lines.stream()
                    .filter(line -> line.number() <= wanted.number())
                    .reduce((earlier, later) -> later)
                    .ifPresent(found::add);
        }
        return new Loaded(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), found);
    }

    private List<LogLine> after(long number, int limit) {
        return lines.stream()
                .filter(line -> line.number() > number)
                .limit(limit)
                .toList();
    }

    private List<LogLine> newest(String kind, int limit) {
        List<LogLine> newest = new ArrayList<>(
                lines.stream().filter(line -> line.kind().equals(kind)).toList());
        java.util.Collections.reverse(newest);
        return newest.stream().limit(limit).toList();
    }
}
