/** The fleet file and the commands around it. */
@NullMarked
package dev.tickbird.cli.fleet;

import org.jspecify.annotations.NullMarked;
