/** What was measured, over time: tables in partitions that the console makes ahead and drops by itself. */
@NullMarked
package dev.tickbird.console.history;

import org.jspecify.annotations.NullMarked;
