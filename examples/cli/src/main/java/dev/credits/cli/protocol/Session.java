package dev.credits.cli.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.credits.Credits;
import dev.credits.ledger.Command;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Open;
import dev.credits.money.InvalidInputException;
import dev.credits.pricing.PriceBook;
import dev.credits.quota.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Applies lines in order and writes a result for each, in the same order. Commands wait until there are enough of them to
 * share a commit, until something else needs them decided, or until there is nothing more to read for now. Not
 * thread-safe, but for {@link #line()}.
 */
public final class Session {
    private static final int MOST_LINES = 10_000;

    private final Ledger ledger;
    private final int size;
    private final ResultWriter results;
    private final Units units;
    private final Till till;
    private final CommandParser parser;
    private final Questions questions;
    private final AtomicList together;
    private final Batch batch;
    private volatile long line;

    /** A session whose commands share commits, {@code size} at most at a time. */
    public Session(Credits credits, PriceBook prices, Plans plans, SessionClock clock, int size, ResultWriter results) {
        this.ledger = credits.ledger();
        this.size = size;
        this.results = results;
        this.units = new Units(ledger);
        this.till = new Till(ledger, prices);
        this.parser = new CommandParser(units, till);
        this.questions = new Questions(ledger, till, clock, credits.quotas(plans));
        this.together = new AtomicList(ledger, units, parser);
        this.batch = new Batch(ledger, results);
    }

    /** Applies everything there is to read, or all up to the first fault, which it answers with. */
    public Optional<RuntimeException> run(InputStream in) throws IOException {
        LineReader reader = new LineReader(in);
        try {
            for (Line next = reader.next(); next != null; next = reader.next()) {
                line = next.number();
                accept(next);
                if (!reader.ready()) {
                    decide();
                    results.flush();
                }
            }
            decide();
            return Optional.empty();
        } catch (Fault fault) {
            results.write(fault.line(), fault.op(), Result.fault(fault.failure()));
            return Optional.of(fault.failure());
        } finally {
            results.flush();
        }
    }

    /** The number of the line it is at. */
    public long line() {
        return line;
    }

    private void accept(Line next) throws IOException {
        Op op = null;
        try {
            Map<String, JsonNode> values = LineParser.values(next);
            op = LineParser.takeOp(values);
            Fields fields = new Fields(op, values);
            if (op.writes() && !fields.flag("preview")) {
                enqueue(next, fields);
            } else {
                decide();
                results.write(next.number(), op, answer(fields));
            }
        } catch (InvalidLine wrong) {
            batch.add(next.number(), op, Result.invalid(wrong));
        } catch (NoPrice none) {
            batch.add(next.number(), op, none.result());
        } catch (InvalidInputException wrong) {
            batch.add(next.number(), op, Result.invalid(InvalidLine.of(wrong)));
        } catch (Fault fault) {
            throw fault;
        } catch (RuntimeException failure) {
            decide();
            throw new Fault(next.number(), op, failure);
        }
        if (batch.commands() >= size || batch.lines() >= MOST_LINES) {
            decide();
        }
    }

    private void enqueue(Line next, Fields fields) throws IOException {
        Command command = command(fields);
        if (command instanceof Open open && !units.opens(open)) {
            decide();
            units.opens(open);
        }
        batch.add(next.number(), fields.op(), command);
    }

    /** The command of a line. Before one is called wrong, everything before it is decided: it may depend on that. */
    private Command command(Fields fields) throws IOException {
        try {
            return parser.command(fields);
        } catch (InvalidLine wrong) {
            if (batch.commands() == 0) {
                throw wrong;
            }
            decide();
            return parser.command(fields);
        }
    }

    private Result answer(Fields fields) {
        if (fields.op() == Op.ALL) {
            return together.execute(fields);
        }
        if (!fields.op().writes()) {
            return questions.answer(fields);
        }
        Command command = parser.command(fields);
        Result preview = Outcomes.of(command.account(), ledger.preview(command));
        preview.body().put("preview", true);
        return preview;
    }

    private void decide() throws IOException {
        batch.decide();
        units.decided();
        till.decided();
    }
}
