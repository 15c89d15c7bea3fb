package dev.credits.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.cli.protocol.Answers;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.Verification;
import dev.credits.ledger.Verification.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A file that says how far a verification has come, until it has come to its end. */
final class Resumption {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long BETWEEN = TimeUnit.SECONDS.toNanos(2);

    private final Path file;
    private long written = System.nanoTime();
    private @Nullable AccountId last;

    Resumption(Path file) {
        this.file = file;
    }

    /** What an earlier run had found, or null if there was none that did not end. */
    @Nullable
    Verification earlier() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        JsonNode node = MAPPER.readTree(file.toFile());
        if (!node.path("accounts").isNumber() || !node.path("checkedTo").isTextual()) {
            throw new Failure(ExitCode.INVALID, file + " does not say how far a verification has come", null);
        }
        List<Violation> violations = new ArrayList<>();
        for (JsonNode each : node.path("violations")) {
            JsonNode account = each.get("account");
            JsonNode seq = each.get("seq");
            violations.add(new Violation(
                    each.path("law").asText(),
                    account == null ? null : AccountId.of(account.asText()),
                    seq == null ? null : seq.asLong(),
                    each.path("message").asText()));
        }
        return new Verification(
                node.path("accounts").asLong(),
                node.path("entries").asLong(),
                node.path("underway").asLong(0),
                violations,
                node.path("found").asLong(violations.size()),
                AccountId.of(node.path("checkedTo").asText()),
                List.of());
    }

    /** Writes how far it has come, every few seconds if there is anything new. */
    void report(Verification soFar) {
        AccountId checkedTo = soFar.checkedTo();
        if (checkedTo == null || checkedTo.equals(last) || System.nanoTime() - written < BETWEEN) {
            return;
        }
        write(soFar, checkedTo);
        last = checkedTo;
        written = System.nanoTime();
    }

    void done() throws IOException {
        Files.deleteIfExists(file);
    }

    private void write(Verification soFar, AccountId checkedTo) {
        ObjectNode node = Answers.verification(soFar)
                .body()
                .put("underway", soFar.underway())
                .put("checkedTo", checkedTo.value());
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(unfinished, node + "\n");
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
