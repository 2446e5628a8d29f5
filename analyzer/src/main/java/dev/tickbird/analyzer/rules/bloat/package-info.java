/** The rules bloat.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.bloat;

import org.jspecify.annotations.NullMarked;
