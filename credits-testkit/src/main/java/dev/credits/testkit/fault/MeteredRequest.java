package dev.credits.testkit.fault;

import dev.credits.ledger.AccountId;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Overrun;
import dev.credits.metering.Call;
import dev.credits.metering.FailurePolicy;
import dev.credits.money.Amount;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A request of a client's, who chose its id: many look like keys that a library could make of another's.
 *
 * @param pieces how many pieces its work has
 */
record MeteredRequest(AccountId account, String id, int pieces, Overrun over, boolean kept, boolean named) {
    static final List<AccountId> ACCOUNTS =
            List.of(AccountId.of("org"), AccountId.of("org/a"), AccountId.of("org/b"), AccountId.of("user:1"));

    private static final List<String> SHAPES = List.of(
            "%s", "%s/end", "%s/late", "%s/late/end", "%s/capture@0", "end:%s", "late:%s", "call:%s", "capture:0:%s");
    private static final Map<String, String> NAMES =
            Map.of("receipt", "x", "receipt.2", "y", "owed", "0", "waived", "1", "basis", "POLICY", "attempt", "n1");
    private static final List<Overrun> OVERRUNS = List.of(Overrun.values());
    private static final int PIECE = 250;
    private static final int PROMPT = 2_000;

    static List<MeteredRequest> some(Random random) {
        List<MeteredRequest> all = new ArrayList<>();
        for (AccountId account : ACCOUNTS) {
            for (String stem : List.of("x", "y")) {
                for (String shape : SHAPES) {
                    if (shape.equals("%s") || random.nextInt(3) == 0) {
                        all.add(of(account, shape.formatted(stem), random));
                    }
                }
            }
        }
        return all;
    }

    static MeteredRequest of(AccountId account, String id, Random random) {
        Overrun over = OVERRUNS.get(random.nextInt(OVERRUNS.size()));
        return new MeteredRequest(
                account, id, 1 + random.nextInt(8), over, random.nextBoolean(), random.nextInt(4) == 0);
    }

    Ask ask() {
        return Ask.model("chat", Usage.tokens(PROMPT, 4_000));
    }

    /** What it has used after so many pieces. */
    Usage used(int done) {
        return done == 0 ? Usage.none() : Usage.tokens(PROMPT, (long) PIECE * done);
    }

    /** What the piece with this number adds. */
    Usage piece(int number) {
        return number == 1 ? used(1) : Usage.of(Dimension.OUTPUT, PIECE);
    }

    FailurePolicy policy() {
        return kept ? FailurePolicy.KNOWN : FailurePolicy.RELEASE;
    }

    Call call() {
        Memo memo = Memo.key(id);
        return Call.of(account, ask(), id)
                .memo(named ? memo.metadata(NAMES) : memo)
                .over(over)
                .onFailure(policy());
    }

    /** What a failure owes by the policy of this request. */
    Amount failed(Amount known) {
        return kept ? known : Amount.zero(known.unit());
    }
}
