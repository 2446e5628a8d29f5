/** The rules statistics.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.statistics;

import org.jspecify.annotations.NullMarked;
