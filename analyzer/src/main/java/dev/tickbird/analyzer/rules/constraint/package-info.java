/** The rules constraint.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.constraint;

import org.jspecify.annotations.NullMarked;
