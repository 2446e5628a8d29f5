/** {@code tickbird backtest}: what other thresholds would have said of snapshots that were kept. */
@NullMarked
package dev.tickbird.cli.backtest;

import org.jspecify.annotations.NullMarked;
