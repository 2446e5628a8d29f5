/** Tests of what the console keeps over time. */
@NullMarked
package dev.tickbird.console.history;

import org.jspecify.annotations.NullMarked;
