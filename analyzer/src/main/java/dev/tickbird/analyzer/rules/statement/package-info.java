/** The rules statement.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.statement;

import org.jspecify.annotations.NullMarked;
