/** What statements ask of tables, read from their texts. Pure. */
@NullMarked
package dev.tickbird.analyzer.workload;

import org.jspecify.annotations.NullMarked;
