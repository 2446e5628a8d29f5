/** Tests. */
@NullMarked
package dev.tickbird.cli.keys;

import org.jspecify.annotations.NullMarked;
