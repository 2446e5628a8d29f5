@NullMarked
package dev.tickbird.cli.backtest;

import org.jspecify.annotations.NullMarked;
