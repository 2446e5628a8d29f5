/** Tests of {@code tickbird audit}. */
@NullMarked
package dev.tickbird.cli.audit;

import org.jspecify.annotations.NullMarked;
