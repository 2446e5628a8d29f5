/** The rules index.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.index;

import org.jspecify.annotations.NullMarked;
