/** The rules matview.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.matview;

import org.jspecify.annotations.NullMarked;
