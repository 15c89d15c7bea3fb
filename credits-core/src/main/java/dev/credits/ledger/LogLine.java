package dev.credits.ledger;

import dev.credits.money.InvalidInputException;
import dev.credits.text.Digest;
import dev.credits.text.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One line of a log: dated data that belongs to no account, such as a price or a conversion rate. It is never changed once
 * it is published, and its hash covers its content and the line before it.
 *
 * @param log the log's name
 * @param number counts the lines of a log from 1 without a gap
 * @param kind what sort of thing it says
 * @param subject what it is about
 * @param effective the first instant at which it holds; never before {@code at}
 * @param codec how the content is written
 * @param content what holds from then on; null if nothing does
 * @param by who published it
 * @param reason why
 * @param key under which it was published, the only line of its log that was; or null if it has none
 * @param at when it was published; never before the line before it
 * @param previous the hash of the line before it, or {@link Hash#GENESIS}
 */
public record LogLine(
        String log,
        long number,
        String kind,
        String subject,
        Instant effective,
        int codec,
        @Nullable String content,
        Actor by,
        String reason,
        @Nullable IdempotencyKey key,
        Instant at,
        Hash previous,
        Hash hash) {
    private static final int MAX_SUBJECT = 300;
    private static final int MAX_REASON = 1_000;
    private static final String ENCODING = "credits.log/1";

    /** The line after {@code head} that says this; chained to it. */
    static LogLine after(
            LogHead head, Content what, @Nullable IdempotencyKey key, Actor by, String reason, Instant at) {
        LogLine line = new LogLine(
                head.log(),
                head.number() + 1,
                what.kind(),
                Text.line("subject", what.subject(), MAX_SUBJECT),
                what.effective().truncatedTo(ChronoUnit.MICROS),
                what.codec(),
                what.content(),
                by,
                given(reason),
                key,
                at.truncatedTo(ChronoUnit.MICROS),
                head.hash(),
                head.hash());
        return new LogLine(
                line.log,
                line.number,
                line.kind,
                line.subject,
                line.effective,
                line.codec,
                line.content,
                line.by,
                line.reason,
                line.key,
                line.at,
                line.previous,
                line.computed());
    }

    /** True if its hash is the one of what it says: nobody has changed it. */
    public boolean isIntact() {
        return hash.equals(computed());
    }

    /** Where its log ends, as far as this line. */
    public LogHead head() {
        return new LogHead(log, number, hash, at);
    }

    /** How it is told of: {@code line 3 of log prices (CARD acme/chat)}. */
    public String name() {
        return "line " + number + " of log " + log + " (" + kind + " " + subject + ")";
    }

    private static String given(String reason) {
        if (reason.isBlank()) {
            throw new InvalidInputException("reason", reason, "given: what is published needs to say why");
        }
        return Text.prose("reason", reason, MAX_REASON);
    }

    /** Each field is its tag and its content with a length, so that no two lines have the same bytes. */
    private Hash computed() {
        Digest digest = Digest.sha256().text(ENCODING);
        digest.tag(1).text(log);
        digest.tag(2).number(number);
        digest.tag(3).text(kind);
        digest.tag(4).text(subject);
        digest.instant(5, effective);
        digest.tag(6).number(codec);
        digest.text(7, content);
        digest.tag(8).text(by.name());
        digest.tag(9).text(reason);
        digest.instant(10, at);
        digest.tag(11).raw(previous.bytes());
        return Hash.of(digest.text(12, key == null ? null : key.value()).bytes());
    }

    /** What a line says, before it has a place in a log. */
    public record Content(
            String kind,
            String subject,
            Instant effective,
            int codec,
            @Nullable String content) {}
}
