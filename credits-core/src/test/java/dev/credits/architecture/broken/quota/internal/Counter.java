package dev.credits.architecture.broken.quota.internal;

public final class Counter {}
