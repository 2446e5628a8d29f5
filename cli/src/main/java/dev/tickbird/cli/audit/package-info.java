/** {@code tickbird audit}: who approved what, what ran, and whether the record of it is whole. */
@NullMarked
package dev.tickbird.cli.audit;

import org.jspecify.annotations.NullMarked;
