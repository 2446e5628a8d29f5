package dev.tickbird.analyzer.lifecycle;

import dev.tickbird.analyzer.app.AnalyzerConfig;

/** Breaks laws on purpose. */
public record BadLifecycle(AnalyzerConfig config) {}
