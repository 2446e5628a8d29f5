/** Tests of the read model on a real PostgreSQL. */
@NullMarked
package dev.tickbird.console.store;

import org.jspecify.annotations.NullMarked;
