/** The rules collation.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.collation;

import org.jspecify.annotations.NullMarked;
