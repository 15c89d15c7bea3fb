package dev.credits.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.credits.ledger.AccountId;
import dev.credits.ledger.CreditsException;
import dev.credits.ledger.Grant;
import dev.credits.ledger.Ledger;
import dev.credits.ledger.LotTerms;
import dev.credits.ledger.Memo;
import dev.credits.ledger.Open;
import dev.credits.ledger.Source;
import dev.credits.money.Amount;
import dev.credits.money.InvalidInputException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who shows a token, {@code Authorization: Bearer NAME-token}, and gives whoever comes for the first time an account
 * with credits to try things out. What a page throws becomes an answer.
 */
final class Door implements HttpHandler {
    private static final String SCHEME = "Bearer ";
    private static final String SUFFIX = "-token";

    private final Ledger ledger;
    private final Amount welcome;
    private final @Nullable String method;
    private final Page page;
    private final Map<AccountId, Boolean> known = new ConcurrentHashMap<>();

    /** One page, for those who are let in. */
    @FunctionalInterface
    interface Page {
        void handle(Exchange exchange) throws IOException;
    }

    /** To a page for this method, or for any if it is null. */
    Door(Ledger ledger, Amount welcome, @Nullable String method, Page page) {
        this.ledger = ledger;
        this.welcome = welcome;
        this.method = method;
        this.page = page;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            String shown = http.getRequestHeaders().getFirst("Authorization");
            boolean sound = shown != null && shown.matches(SCHEME + "[a-z0-9]{1,40}" + SUFFIX);
            if (!sound) {
                Amount none = Amount.zero(welcome.unit());
                new Exchange(http, AccountId.of("nobody"), () -> none)
                        .answer(Answer.error(401, "LOGIN_NEEDED", "send Authorization: Bearer NAME-token"));
                return;
            }
            String name = shown.substring(SCHEME.length(), shown.length() - SUFFIX.length());
            AccountId account = AccountId.of("user:" + name);
            known.computeIfAbsent(account, this::welcomed);
            Exchange exchange = new Exchange(
                    http, account, () -> ledger.balance(account).orElseThrow().available());
            if (method == null || http.getRequestMethod().equals(method)) {
                served(exchange);
            } else {
                exchange.answer(Answer.error(405, "METHOD", "this is for " + method));
            }
        }
    }

    private void served(Exchange exchange) throws IOException {
        try {
            page.handle(exchange);
        } catch (InvalidInputException wrong) {
            exchange.answer(Answer.error(400, "INVALID", String.valueOf(wrong.getMessage())));
        } catch (CreditsException | CompletionException fault) {
            exchange.answer(Answer.error(503, "FAULT", "please try again with the same Idempotency-Key"));
        }
    }

    /** Opens the account and welcomes its user, once, however often and from however many processes this is done. */
    private boolean welcomed(AccountId account) {
        ledger.execute(Open.of(account, Memo.key("sign-up")));
        ledger.execute(Grant.of(account, welcome, Memo.key("welcome")).on(LotTerms.of(Source.FREE)))
                .orElseThrow();
        return true;
    }
}
