package dev.credits.ledger.internal;

import dev.credits.ledger.Ledger;

public abstract class Kernel implements Ledger {}
