/** The rules table.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.table;

import org.jspecify.annotations.NullMarked;
