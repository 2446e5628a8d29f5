/** The whole of Tickbird in this process: demo and up. */
@NullMarked
package dev.tickbird.cli.embedded;

import org.jspecify.annotations.NullMarked;
