/** The rules cache.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.cache;

import org.jspecify.annotations.NullMarked;
