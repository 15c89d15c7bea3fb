package dev.credits.pricing;

import dev.credits.pricing.internal.BadInput;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was read of a table of prices: the cards that are sound, and by name everything that is not a card.
 *
 * @param cards the sound ones, in the order of the table
 * @param problems what could not be read or makes no sense, with its line; such an entry is left out
 * @param unmapped fields that look like prices and are not used
 * @param unpriced models the table names without any price
 * @param whole false if reading ended early: at a syntax error, or beyond a bound; what comes after it is not known
 */
public record PriceTable(
        List<RateCard> cards, List<Problem> problems, List<Unmapped> unmapped, List<String> unpriced, boolean whole) {
    /** The most characters of a table; a longer one is refused as a whole. */
    public static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    /** The most entries of a table. */
    public static final int MOST_ENTRIES = 20_000;

    public PriceTable {
        cards = List.copyOf(cards);
        problems = List.copyOf(problems);
        unmapped = List.copyOf(unmapped);
        unpriced = List.copyOf(unpriced);
    }

    /** The forms a table may have. */
    public enum Format {
        /** This library's own: {@code {"cards": […]}}. */
        CARDS,
        /** LiteLLM's {@code model_prices_and_context_window.json}. */
        LITELLM,
        /** The JSON of models.dev. */
        MODELS_DEV,
        /** A row for each model, a column for each dimension. */
        CSV
    }

    /**
     * Reads a table. What is wrong with it is among its problems; memory is bounded, whatever it holds.
     *
     * @throws X if the source cannot be read
     */
    public static <X extends Exception> PriceTable read(Format format, TextSource<X> source) throws X {
        Gathering gathering = new Gathering();
        try {
            String text = Bounded.text(source, MOST_CHARACTERS);
            switch (format) {
                case CARDS -> CardFile.read(text, gathering);
                case LITELLM -> LiteLlm.read(text, gathering);
                case MODELS_DEV -> ModelsDev.read(text, gathering);
                case CSV -> CsvTable.read(text, gathering);
            }
        } catch (BadInput unreadable) {
            gathering.ended(unreadable.line(), unreadable.what());
        }
        return gathering.table();
    }

    /** Cards with the prices of a dozen well-known models, as published by their providers in August 2025: for demos and tests. */
    public static PriceTable sample() {
        return read(Format.CARDS, TextSource.of(Sample.TEXT));
    }

    /** These cards and no others. */
    public static PriceTable of(Collection<RateCard> cards) {
        return new PriceTable(List.copyOf(cards), List.of(), List.of(), List.of(), true);
    }

    /** The same with those of its cards that are wanted. */
    public PriceTable only(Predicate<RateCard> wanted) {
        return new PriceTable(cards.stream().filter(wanted).toList(), problems, unmapped, unpriced, whole);
    }

    /** True if it was read to its end, and every entry is a sound card or has no price: what it does not have is gone. */
    public boolean isSound() {
        return whole && problems.isEmpty();
    }

    /**
     * Something wrong with the table.
     *
     * @param line counted from 1
     * @param subject the entry it is about, or empty
     */
    public record Problem(int line, String subject, String message) {
        @Override
        public String toString() {
            return "line " + line + (subject.isEmpty() ? "" : ", " + subject) + ": " + message;
        }
    }

    /**
     * A field that looks like a price and is not used.
     *
     * @param entries how many entries have it
     * @param line where it is first seen
     * @param example the entry where it is first seen
     */
    public record Unmapped(String field, int entries, int line, String example) {}
}
