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
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who shows a token, {@code Authorization: Bearer NAME-token}, and gives whoever comes for the first time an account
 * with credits to try things out. A request is worked on only once its body is read, so that slow clients hold no place that
 * others need. What a page throws becomes an answer.
 */
final class Door {
    private static final String SCHEME = "Bearer ";
    private static final String SUFFIX = "-token";
    private static final int MOST_KNOWN = 100_000;
    private static final AccountId NOBODY = AccountId.of("nobody");
    private static final Answer LOGIN = Answer.error(401, "LOGIN_NEEDED", "send Authorization: Bearer NAME-token");
    private static final Answer KNOCKED = Answer.error(
                    429, "LOGIN_THROTTLED", "too many refused logins or new users from your address; come again later")
            .again((int) Throttle.WINDOW.toSeconds());
    private static final Answer TOO_MANY = Answer.error(
                    429, "TOO_MANY_AT_ONCE", "too many of your requests are not answered yet")
            .again(1);
    private static final Answer BUSY = Answer.error(
                    503, "BUSY", "nothing was begun; send it again with the same Idempotency-Key")
            .again(1);
    private static final Answer FAULT = Answer.error(503, "FAULT", "please try again with the same Idempotency-Key")
            .again(1);
    private static final Answer BROKEN = Answer.error(500, "BROKEN", "this is a fault of the gateway");
    private static final Answer TOO_LARGE =
            Answer.error(413, "TOO_LARGE", "a body may have up to " + Limits.BODY + " bytes");

    private final Ledger ledger;
    private final Amount welcome;
    private final Limits limits;
    private final Deadlines deadlines;
    private final Seats seats;
    private final Throttle knocks;
    private final Set<AccountId> known = ConcurrentHashMap.newKeySet();

    /** One page, for those who are let in. */
    @FunctionalInterface
    interface Page {
        void handle(Exchange exchange) throws IOException;
    }

    Door(Ledger ledger, Amount welcome, Limits limits, Deadlines deadlines) {
        this.ledger = ledger;
        this.welcome = welcome;
        this.limits = limits;
        this.deadlines = deadlines;
        this.seats = new Seats(limits);
        this.knocks = new Throttle(InstantSource.system(), limits.knocks());
    }

    /** The way to a page for this method, or for any if it is null. */
    HttpHandler to(@Nullable String method, Page page) {
        return http -> {
            AccountId user = user(http.getRequestHeaders().getFirst("Authorization"));
            try (Exchange exchange = exchange(http, user == null ? NOBODY : user)) {
                if (user == null) {
                    exchange.answer(knocks.pass(address(http)) ? LOGIN : KNOCKED);
                } else if (!seats.enter(user)) {
                    exchange.answer(TOO_MANY);
                } else {
                    try {
                        served(exchange, http, method, page);
                    } finally {
                        seats.leave(user);
                    }
                }
            }
        };
    }

    private void served(Exchange exchange, HttpExchange http, @Nullable String method, Page page) throws IOException {
        if (method != null && !http.getRequestMethod().equals(method)) {
            exchange.answer(Answer.error(405, "METHOD", "this is for " + method));
        } else if (!exchange.read()) {
            exchange.answer(TOO_LARGE);
        } else if (!seats.begin()) {
            exchange.answer(BUSY);
        } else {
            try {
                worked(exchange, http, page);
            } finally {
                seats.end();
            }
        }
    }

    private void worked(Exchange exchange, HttpExchange http, Page page) throws IOException {
        Answer failed;
        try {
            if (welcomed(exchange.account(), http)) {
                page.handle(exchange);
            } else {
                exchange.answer(KNOCKED);
            }
            return;
        } catch (InvalidInputException wrong) {
            failed = Answer.error(400, "INVALID", String.valueOf(wrong.getMessage()));
        } catch (CreditsException | CompletionException fault) {
            failed = FAULT;
        } catch (RuntimeException broken) {
            failed = BROKEN;
        }
        if (!exchange.answered()) {
            exchange.answer(failed);
        }
    }

    /**
     * Opens the account of a user who is new and grants the welcome, once, however often and from however many processes this
     * is done. False if too many new users come from this address.
     */
    private boolean welcomed(AccountId user, HttpExchange http) {
        if (known.contains(user)) {
            return true;
        }
        if (ledger.balance(user).isEmpty() && !knocks.pass(address(http))) {
            return false;
        }
        ledger.execute(Open.of(user, Memo.key("sign-up")));
        ledger.execute(Grant.of(user, welcome, Memo.key("welcome")).on(LotTerms.of(Source.FREE)))
                .orElseThrow();
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.add(user);
        return true;
    }

    private Exchange exchange(HttpExchange http, AccountId user) {
        return new Exchange(
                http,
                deadlines,
                limits,
                user,
                each -> ledger.balance(each)
                        .map(balance -> balance.available())
                        .orElseGet(() -> Amount.zero(welcome.unit())));
    }

    /** Whose token it is, or null. */
    private static @Nullable AccountId user(@Nullable String shown) {
        if (shown == null || !shown.matches(SCHEME + "[a-z0-9]{1,40}" + SUFFIX)) {
            return null;
        }
        return AccountId.of("user:" + shown.substring(SCHEME.length(), shown.length() - SUFFIX.length()));
    }

    /** Behind a proxy this is the proxy's: there, take the address that the proxy tells. */
    private static String address(HttpExchange http) {
        return http.getRemoteAddress().getAddress().getHostAddress();
    }
}
