/** The whole of Tickbird in one process. */
@NullMarked
package dev.tickbird.cli.embedded;

import org.jspecify.annotations.NullMarked;
