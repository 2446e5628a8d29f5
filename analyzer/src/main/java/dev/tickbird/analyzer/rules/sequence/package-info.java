/** The rules sequence.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.sequence;

import org.jspecify.annotations.NullMarked;
