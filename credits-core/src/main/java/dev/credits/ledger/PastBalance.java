package dev.credits.ledger;

import dev.credits.money.Amount;
import java.time.Instant;

/** What an account had at an instant of its history, by what was due at that instant, whenever it was booked. */
public record PastBalance(AccountId account, Instant at, Amount available, Amount held) {}
