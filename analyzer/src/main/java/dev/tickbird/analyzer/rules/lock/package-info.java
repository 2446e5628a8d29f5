/** The rules lock.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.lock;

import org.jspecify.annotations.NullMarked;
