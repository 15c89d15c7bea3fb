package dev.credits.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.credits.gateway.FakeProvider.Broken;
import dev.credits.gateway.FakeProvider.Reply;
import dev.credits.ledger.Booking;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.Memo;
import dev.credits.metering.Beginning;
import dev.credits.metering.Beginning.Started;
import dev.credits.metering.Beginning.Stopped;
import dev.credits.metering.Bill;
import dev.credits.metering.Call;
import dev.credits.metering.Meter;
import dev.credits.metering.Metered;
import dev.credits.metering.Metering;
import dev.credits.metering.Run;
import dev.credits.metering.Stop;
import dev.credits.pricing.Ask;
import dev.credits.pricing.Dimension;
import dev.credits.pricing.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat}: the paid call. */
final class Chat {
    private static final int CAPTURE_EVERY = 8;
    /** Metadata of the hold: a digest of what was asked. The library compares price and usage, not words. */
    private static final String CONTENT = "content";

    private static final Answer KEY_MISSING = Answer.error(
            400, "KEY_MISSING", "Idempotency-Key is missing; it must name this request, so that it can be sent again");

    private final Ledger ledger;
    private final Metering metering;
    private final FakeProvider provider;
    private final Duration patience;

    /** With a provider that is waited for no longer than {@code patience}. */
    Chat(Ledger ledger, Metering metering, FakeProvider provider, Duration patience) {
        this.ledger = ledger;
        this.metering = metering;
        this.provider = provider;
        this.patience = patience;
    }

    void handle(Exchange exchange) throws IOException {
        String key = exchange.key();
        if (key == null) {
            exchange.answer(KEY_MISSING);
            return;
        }
        Prompt prompt = Prompt.read(exchange.body());
        // At most the whole prompt, none of it cached, and as much of an answer as is allowed.
        Ask ask = Ask.model(prompt.model(), Usage.tokens(prompt.tokens(), prompt.maxTokens()))
                .feature("chat");
        Call call =
                Call.of(exchange.account(), ask, key).memo(Memo.key(key).metadata(Map.of(CONTENT, prompt.digest())));
        if (prompt.stream()) {
            stream(exchange, call, prompt);
        } else {
            exchange.answer(whole(exchange, call, prompt));
        }
    }

    private Answer whole(Exchange exchange, Call call, Prompt prompt) {
        Metered<Reply> metered = metering.<Reply>start(
                        call,
                        meter -> provider.answer(prompt)
                                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                                .whenComplete((reply, failure) -> tell(meter, reply, failure)))
                .join();
        if (metered instanceof Metered.Done<Reply> done) {
            return Answer.ok(Answer.node().put("text", done.value().text())).billed(done.bill());
        }
        if (metered instanceof Metered.Failed<Reply> failed) {
            boolean late = failed.cause() instanceof TimeoutException;
            String why = late
                    ? "the provider did not answer in time"
                    : String.valueOf(failed.cause().getMessage());
            return Answer.error(late ? 504 : 502, "PROVIDER_FAILED", why).billed(failed.bill());
        }
        if (metered instanceof Metered.NotRun<Reply> notRun) {
            return stopped(exchange, call, notRun.why());
        }
        return Answer.error(503, "UNSETTLED", "done, but not settled yet; ask again with the same Idempotency-Key")
                .again(1);
    }

    private void stream(Exchange exchange, Call call, Prompt prompt) throws IOException {
        Beginning beginning = metering.begin(call);
        if (beginning instanceof Stopped stopped) {
            exchange.answer(stopped(exchange, call, stopped.why()));
            return;
        }
        try (Run run = ((Started) beginning).run();
                Events out = exchange.stream(run.held())) {
            streamed(run, out, prompt);
        }
    }

    /** The last event is the bill, however it ended. */
    private void streamed(Run run, Events out, Prompt prompt) throws IOException {
        try {
            out.send("bill", Answer.bill(deliver(run, out, prompt)));
        } catch (CreditsException unsettled) {
            out.send("error", "not settled yet; ask again with the same Idempotency-Key");
        }
    }

    /** Delivers token by token and has them paid a few at a time; the bill, however it ended. */
    private Bill deliver(Run run, Events out, Prompt prompt) throws IOException {
        try {
            Iterator<String> tokens = provider.stream(prompt);
            run.add(FakeProvider.usage(FakeProvider.figures(prompt, 0)));
            for (int i = 1; tokens.hasNext(); i++) {
                if (out.late()) {
                    out.send("stopped", "this stream has lasted too long");
                    break;
                }
                out.send("token", tokens.next());
                run.add(Usage.of(Dimension.OUTPUT, 1));
                if (i % CAPTURE_EVERY == 0 && !run.capture()) {
                    out.send("stopped", "out of credits");
                    break;
                }
            }
            return run.complete();
        } catch (Broken broken) {
            out.send("error", String.valueOf(broken.getMessage()));
            return run.fail(broken);
        }
    }

    private Answer stopped(Exchange exchange, Call call, Stop why) {
        if (!(why instanceof Stop.Refused) && !sameContent(call)) {
            return Answer.error(422, "KEY_REUSED", "request " + call.key() + " asked for something else");
        }
        if (why instanceof Stop.Refused refused) {
            return Answer.refused(refused, exchange.left());
        }
        if (why instanceof Stop.Earlier earlier) {
            ObjectNode body = Answer.node().put("text", "").put("note", "this request was answered before");
            return Answer.ok(body).billed(earlier.bill());
        }
        String how = why instanceof Stop.Lapsed
                ? "this request broke off; ask again later"
                : "this request is being worked on";
        return Answer.error(409, why instanceof Stop.Lapsed ? "LAPSED" : "UNDERWAY", how)
                .again(1);
    }

    /** Whether the request that came before under this key asked for the same, word for word. */
    private boolean sameContent(Call call) {
        Booking before = ledger.outcome(call.account(), call.hold()).orElseThrow();
        String asked = before.entry().memo().metadata().get(CONTENT);
        return Objects.equals(asked, call.memo().metadata().get(CONTENT));
    }

    /** What the provider said it used, also if it failed. */
    private static void tell(Meter meter, @Nullable Reply reply, @Nullable Throwable failure) {
        Reply known = reply != null ? reply : failure instanceof Broken broken ? broken.partial : null;
        if (known != null && !known.figures().isEmpty()) {
            meter.used(FakeProvider.usage(known.figures()));
        }
    }
}
