/** The rules vacuum.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.vacuum;

import org.jspecify.annotations.NullMarked;
