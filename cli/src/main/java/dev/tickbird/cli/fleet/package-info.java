/** The fleet file and its way onto the topics. */
@NullMarked
package dev.tickbird.cli.fleet;

import org.jspecify.annotations.NullMarked;
