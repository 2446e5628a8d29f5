/** Differences between two readings, and when there is none. Pure. */
@NullMarked
package dev.tickbird.analyzer.delta;

import org.jspecify.annotations.NullMarked;
