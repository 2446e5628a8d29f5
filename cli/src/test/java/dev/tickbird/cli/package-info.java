/** The command as a whole. */
@NullMarked
package dev.tickbird.cli;

import org.jspecify.annotations.NullMarked;
