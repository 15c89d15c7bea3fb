package dev.credits.cli.price;

import dev.credits.money.InvalidInputException;
import dev.credits.pricing.PriceTable;
import dev.credits.pricing.PriceTable.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that name a table of prices. */
final class TableFile {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "The table; - for standard input.")
    private @Nullable String file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "cards, litellm, models_dev or csv. Default: csv for a name that ends so, or else cards.")
    private @Nullable Format format;

    @Option(
            names = "--sample",
            description = "Instead of a file: the dozen well-known models that come with the library.")
    private boolean sample;

    @Option(names = "--provider", paramLabel = "NAME", description = "Only this provider's models; may be repeated.")
    private Set<String> providers = Set.of();

    PriceTable read(InputStream in) throws IOException {
        if (sample == (file != null)) {
            throw new InvalidInputException("FILE", file, "given, or --sample in its place");
        }
        PriceTable table = sample ? PriceTable.sample() : read(String.valueOf(file), in);
        return table.only(card -> isWanted(card.provider()));
    }

    /** Whether models of this provider are meant. */
    boolean isWanted(String provider) {
        return providers.isEmpty() || providers.contains(provider);
    }

    private PriceTable read(String name, InputStream in) throws IOException {
        Format given = format != null ? format : name.endsWith(".csv") ? Format.CSV : Format.CARDS;
        if (name.equals("-")) {
            return read(given, in);
        }
        if (!Files.isReadable(Path.of(name)) || Files.isDirectory(Path.of(name))) {
            throw new InvalidInputException("FILE", name, "a file that can be read");
        }
        try (InputStream table = Files.newInputStream(Path.of(name))) {
            return read(given, table);
        }
    }

    /** A name whose bytes are no text is told of, not read as another name. */
    private static PriceTable read(Format format, InputStream in) throws IOException {
        try {
            return PriceTable.read(format, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder())::read);
        } catch (CharacterCodingException wrong) {
            throw new InvalidInputException("FILE", "not UTF-8", "a text in UTF-8");
        }
    }
}
