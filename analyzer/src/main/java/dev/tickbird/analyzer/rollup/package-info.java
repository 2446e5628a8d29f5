/** Many findings of one rule become one: of a partitioned table's partitions, and of a whole database. Pure. */
@NullMarked
package dev.tickbird.analyzer.rollup;

import org.jspecify.annotations.NullMarked;
