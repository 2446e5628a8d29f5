/** What a collector saw of one instance. */
@NullMarked
package dev.tickbird.schemas.snapshot;

import org.jspecify.annotations.NullMarked;
