/** People's own keys: made, listed, shown for trust files. */
@NullMarked
package dev.tickbird.cli.keys;

import org.jspecify.annotations.NullMarked;
