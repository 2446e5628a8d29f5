/** The rules version.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.version;

import org.jspecify.annotations.NullMarked;
