package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.cli.protocol.Result;
import dev.credits.jdbc.RepairScript;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Inspection;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Verification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that every law holds over what is stored. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Checks every law over the whole ledger: sums, floors, holds, order, and the chain of hashes.",
            "What would set right what it finds is proposed, and never done."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every law holds",
            "1:a fault",
            "2:an argument is wrong",
            "3:there is no such account",
            "4:a law is broken; what and where is printed"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private Database database = new Database();

    @Mixin
    private Format format = new Format();

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only this account.")
    private @Nullable String account;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Write the end of every account's chain there, if every law holds; keep it elsewhere.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "A checkpoint written earlier: finds what was cut off since, or replaced as a whole.")
    private @Nullable Path against;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = "Keep there how far it has come, and go on from there if it is run again before its end.")
    private @Nullable Path resume;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "Who is on record in the repairs that are proposed. Default: ${DEFAULT-VALUE}.")
    private String by = "";

    VerifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        AccountId id = account == null ? null : Arguments.account(account);
        Inspection inspection = id == null ? Inspection.all() : Inspection.of(id);
        if (against != null) {
            inspection = inspection.against(Checkpoint.read(against));
        }
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            Ledger ledger = open.ledger();
            if (id != null && ledger.account(id).isEmpty()) {
                return format.refused(streams, Answers.unknown(id));
            }
            if (checkpoint == null) {
                return verified(open, inspection, null);
            }
            if (resume != null) {
                throw new Failure(ExitCode.INVALID, "--checkpoint is of one moment; it cannot be resumed", null);
            }
            try (Checkpoint heads = Checkpoint.write(checkpoint)) {
                return verified(open, inspection.remembering(heads::add), heads);
            }
        }
    }

    private int verified(OpenDatabase open, Inspection wanted, @Nullable Checkpoint heads) throws Exception {
        Resumption resumption = resume == null ? null : new Resumption(resume);
        Verification earlier = resumption == null ? null : resumption.earlier();
        AtomicLong entries = new AtomicLong();
        Inspection inspection = (earlier == null ? wanted : wanted.resuming(earlier)).reporting(soFar -> {
            entries.set(soFar.entries());
            if (resumption != null) {
                resumption.report(soFar);
            }
        });
        Verification found = Progress.during(
                streams,
                seconds -> String.format(Locale.ROOT, "verified %,d entries in %d s", entries.get(), seconds),
                () -> open.ledger().verify(inspection));
        if (resumption != null) {
            resumption.done();
        }
        Iterable<ChainHead> known = against == null ? null : Checkpoint.read(against);
        RepairScript script = new RepairScript(schemaOf(open));
        Proposals proposals = found.holds() ? null : Proposals.of(open.ledger(), found, known, script, by);
        print(found, heads != null && found.holds() ? heads.finish() : null, proposals);
        return found.holds() ? ExitCode.DONE : ExitCode.BROKEN;
    }

    private String schemaOf(OpenDatabase open) throws SQLException {
        try (Connection connection = open.pool().getConnection()) {
            String named = database.schema() == null ? connection.getSchema() : database.schema();
            return named.toLowerCase(Locale.ROOT);
        }
    }

    private void print(Verification found, @Nullable String digest, @Nullable Proposals proposals) throws IOException {
        if (format.json()) {
            Result result = Answers.verification(found);
            if (digest != null) {
                result.body().put("checkpoint", digest);
            }
            if (proposals != null) {
                proposals.addTo(result.body());
            }
            Format.print(streams, result);
            return;
        }
        PrintWriter out = streams.writer();
        Tables.verification(found).forEach(out::println);
        if (proposals != null) {
            proposals.lines().forEach(out::println);
        }
        if (digest != null) {
            out.println("Checkpoint " + digest + ".");
        }
    }
}
