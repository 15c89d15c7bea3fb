package dev.credits.architecture.broken.text;

public final class Bounds {}
