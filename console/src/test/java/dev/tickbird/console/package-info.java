/** Tests of the console as a whole, on a real broker and a real store. */
@NullMarked
package dev.tickbird.console;

import org.jspecify.annotations.NullMarked;
