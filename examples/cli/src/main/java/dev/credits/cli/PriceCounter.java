package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.price.Counter;
import dev.credits.pricing.PriceBook;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Lends the price commands the database options, the streams and the tables of the others. */
record PriceCounter(Streams streams) implements Counter {
    @Override
    public Place place() {
        Database database = new Database();
        return new Place() {
            @Override
            public Object options() {
                return database;
            }

            @Override
            public Opened open(boolean make) {
                Access access = make ? Access.CREATE : Access.EXISTING;
                OpenDatabase open = database.open(access, streams.environment());
                return new OpenBook(open, PriceBook.on(open.storage(), InstantSource.system()));
            }
        };
    }

    @Override
    public IVersionProvider version() {
        return new Version();
    }

    @Override
    public PrintWriter out() {
        return streams.writer();
    }

    @Override
    public InputStream in() {
        return streams.in();
    }

    @Override
    public List<String> table(List<String> titles, List<List<@Nullable Object>> rows) {
        Table table = new Table();
        for (String title : titles) {
            if (title.startsWith("#")) {
                table.numbers(title.substring(1));
            } else {
                table.words(title);
            }
        }
        rows.forEach(row -> table.row(row.toArray()));
        return table.lines();
    }

    @Override
    public RuntimeException invalid(String message) {
        return new Failure(ExitCode.INVALID, message, null);
    }

    @Override
    public RuntimeException refused(String message) {
        return new Failure(ExitCode.REFUSED, message, null);
    }

    private record OpenBook(OpenDatabase database, PriceBook book) implements Counter.Opened {
        @Override
        public void close() {
            database.close();
        }
    }
}
