package dev.credits.cli;

import dev.credits.cli.Database.Access;
import dev.credits.cli.protocol.Answers;
import dev.credits.cli.protocol.Result;
import dev.credits.jdbc.RepairScript;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.ChainHead;
import dev.credits.ledger.Inspection;
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
            "4:a law is broken; what and where is printed",
            "5:no law was found broken, but not everything was checked; what was not is printed"
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
        Checkpoint.Kept known = against == null ? null : Checkpoint.read(against);
        if (known != null) {
            inspection = inspection.against(known.heads());
        }
        try (OpenDatabase open = database.open(Access.EXISTING, streams.environment())) {
            if (checkpoint == null) {
                return verified(open, inspection, known, null);
            }
            if (resume != null) {
                throw new Failure(ExitCode.INVALID, "--checkpoint is of one moment; it cannot be resumed", null);
            }
            try (Checkpoint heads = Checkpoint.write(checkpoint)) {
                return verified(open, inspection.remembering(heads::add), known, heads);
            }
        }
    }

    private int verified(
            OpenDatabase open, Inspection wanted, Checkpoint.@Nullable Kept known, @Nullable Checkpoint heads)
            throws Exception {
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
        AccountId id = wanted.account();
        if (id != null && found.accounts() == 0 && found.holds()) {
            return format.refused(streams, Answers.unknown(id));
        }
        long compared = known == null ? 0 : known.count(id);
        if (known != null && compared == 0) {
            found = found.leaving("what a checkpoint remembers: this one has no account that was checked");
        }
        RepairScript script = new RepairScript(schemaOf(open));
        Iterable<ChainHead> remembered = known == null ? null : known.heads();
        Proposals proposals = found.holds() ? null : Proposals.of(open.ledger(), found, remembered, script, by);
        Checkpoint.Kept written = heads != null && found.holds() ? heads.finish() : null;
        print(found, written, known, compared, proposals);
        if (!found.holds()) {
            return ExitCode.BROKEN;
        }
        return found.isComplete() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private String schemaOf(OpenDatabase open) throws SQLException {
        try (Connection connection = open.pool().getConnection()) {
            String named = database.schema() == null ? connection.getSchema() : database.schema();
            return named.toLowerCase(Locale.ROOT);
        }
    }

    private void print(
            Verification found,
            Checkpoint.@Nullable Kept written,
            Checkpoint.@Nullable Kept known,
            long compared,
            @Nullable Proposals proposals)
            throws IOException {
        if (format.json()) {
            Result result = Answers.verification(found);
            if (known != null) {
                result.body().putObject("against").put("accounts", compared).put("sha256", known.sha());
            }
            if (written != null) {
                result.body().put("checkpoint", written.sha());
            }
            if (proposals != null) {
                proposals.addTo(result.body());
            }
            Format.print(streams, result);
            return;
        }
        PrintWriter out = streams.writer();
        Tables.verification(found).forEach(out::println);
        if (known != null) {
            out.println("Compared with " + compared + " accounts of checkpoint " + known.sha() + ".");
        }
        if (proposals != null) {
            proposals.lines().forEach(out::println);
        }
        if (written != null) {
            out.println("Checkpoint " + written.sha() + " of " + written.count(null) + " accounts.");
        }
    }
}
