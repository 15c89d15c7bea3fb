package dev.credits.cli.price;

import dev.credits.pricing.PriceBook;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What the price commands need of the program they are part of. */
public interface Counter {
    /** One for each command: where the book is. */
    Place place();

    /** What {@code --version} says. */
    IVersionProvider version();

    PrintWriter out();

    InputStream in();

    /** A table in plain text, as lines; the titles of numbers begin with {@code #}. */
    List<String> table(List<String> titles, List<List<@Nullable Object>> rows);

    /** Ends the command: an argument is wrong. */
    RuntimeException invalid(String message);

    /** Ends the command: the rules refuse. */
    RuntimeException refused(String message);

    /** Where the book is, as options say. */
    interface Place {
        /** The object whose options are added to the command. */
        Object options();

        /** Opens the book; {@code make} makes what is missing of the database. */
        Opened open(boolean make);
    }

    /** A book, until it is closed. */
    interface Opened extends AutoCloseable {
        PriceBook book();

        @Override
        void close();
    }
}
