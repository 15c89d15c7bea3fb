package dev.credits.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Hash;
import dev.credits.money.Amount;
import dev.credits.money.CreditUnit;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file of chain heads, one JSON object a line, to be kept away from the database. Its last line has the number of them
 * and the SHA-256 of what stands before it, so that a file that was cut off or changed is refused.
 */
final class Checkpoint implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final Path unfinished;
    private final BufferedWriter writer;
    private final MessageDigest digest = sha256();
    private long accounts;

    private Checkpoint(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".part");
        this.writer = Files.newBufferedWriter(unfinished);
    }

    /** Begins a file; it is there under its name when it is {@linkplain #finish finished}, and not before. */
    static Checkpoint write(Path file) throws IOException {
        return new Checkpoint(file);
    }

    void add(ChainHead head) {
        CreditUnit unit = head.total().unit();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("account", head.account().value()).put("seq", head.seq());
        node.put("hash", head.hash().toString()).put("total", head.total().toPlainString());
        String line = node.put("unit", unit.code()).put("scale", unit.scale()) + "\n";
        try {
            writer.write(line);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        accounts++;
    }

    /** Ends the file; what is in it. */
    Kept finish() throws IOException {
        String sha = HexFormat.of().formatHex(digest.digest());
        writer.write(last(accounts, sha));
        writer.close();
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        long heads = accounts;
        return new Kept(() -> new Heads(file, heads), sha);
    }

    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(unfinished);
    }

    /** What is in a file; a file that is not as it was written is refused first. */
    static Kept read(Path file) throws IOException {
        MessageDigest digest = sha256();
        long lines = 0;
        String last = "";
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (lines++ > 0) {
                    digest.update((last + "\n").getBytes(StandardCharsets.UTF_8));
                }
                last = line;
            }
        }
        String sha = HexFormat.of().formatHex(digest.digest());
        if (!(last + "\n").equals(last(lines - 1, sha))) {
            throw new Failure(ExitCode.INVALID, file + " is not a checkpoint, or not as it was written", null);
        }
        long heads = lines - 1;
        return new Kept(() -> new Heads(file, heads), sha);
    }

    /** The heads in a file, and its digest. */
    record Kept(Iterable<ChainHead> heads, String sha) {
        /** How many of the heads are of this account, or of any if it is null. */
        long count(@Nullable AccountId account) {
            return StreamSupport.stream(heads.spliterator(), false)
                    .filter(head -> account == null || account.equals(head.account()))
                    .count();
        }
    }

    private static String last(long accounts, String sha) {
        return JsonNodeFactory.instance.objectNode().put("accounts", accounts).put("sha256", sha) + "\n";
    }

    private static ChainHead head(String line) {
        try {
            JsonNode node = MAPPER.readTree(line);
            CreditUnit unit = new CreditUnit(
                    node.path("unit").asText(), node.path("scale").asInt());
            return new ChainHead(
                    AccountId.of(node.path("account").asText()),
                    node.path("seq").asLong(),
                    Hash.of(HexFormat.of().parseHex(node.path("hash").asText())),
                    Amount.of(node.path("total").asText(), unit));
        } catch (JacksonException | IllegalArgumentException wrong) {
            throw new Failure(ExitCode.INVALID, "not a line of a checkpoint: " + line, wrong);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Reads on as far as it is asked. */
    private static final class Heads implements Iterator<ChainHead> {
        private final long count;
        private final @Nullable BufferedReader reader;
        private long given;

        Heads(Path file, long count) {
            this.count = count;
            try {
                this.reader = count == 0 ? null : Files.newBufferedReader(file);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        @Override
        public boolean hasNext() {
            return given < count;
        }

        @Override
        public ChainHead next() {
            if (reader == null || given == count) {
                throw new NoSuchElementException();
            }
            try {
                ChainHead head = head(reader.readLine());
                if (++given == count) {
                    reader.close();
                }
                return head;
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
