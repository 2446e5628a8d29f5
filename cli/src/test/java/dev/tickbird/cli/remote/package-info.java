/** Tests. */
@NullMarked
package dev.tickbird.cli.remote;

import org.jspecify.annotations.NullMarked;
