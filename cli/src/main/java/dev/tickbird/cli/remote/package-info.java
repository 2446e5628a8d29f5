/** Commands that talk to a console. */
@NullMarked
package dev.tickbird.cli.remote;

import org.jspecify.annotations.NullMarked;
