/** The rules maintenance.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.maintenance;

import org.jspecify.annotations.NullMarked;
