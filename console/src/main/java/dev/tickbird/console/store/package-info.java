/** The read model in PostgreSQL: what the topics said, with the offsets it was read at. */
@NullMarked
package dev.tickbird.console.store;

import org.jspecify.annotations.NullMarked;
