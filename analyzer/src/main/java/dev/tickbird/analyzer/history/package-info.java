/** What is remembered of tables, indexes and statements between snapshots. */
@NullMarked
package dev.tickbird.analyzer.history;

import org.jspecify.annotations.NullMarked;
