package dev.credits.cli.bench;

import dev.credits.cli.bench.Results.Checked;
import dev.credits.ledger.Verification;
import java.util.List;

/** Checks the laws over all that a ledger has had written into it. */
final class Laws {
    private static final int SHOWN = 20;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private Laws() {}

    static void check(String what, LedgerContender ledger, Results results, Stage stage) {
        stage.show("verifying " + what);
        long start = System.nanoTime();
        Verification found = ledger.ledger().verify();
        List<String> broken = found.violations().stream()
                .limit(SHOWN)
                .map(violation -> violation.law() + " " + violation.account() + " " + violation.seq() + ": "
                        + violation.message())
                .toList();
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        results.verified.add(new Checked(what, found.accounts(), found.entries(), seconds, found.found(), broken));
    }
}
