/** Proposals as migrations of those who own a schema. Pure. */
@NullMarked
package dev.tickbird.cli.migration;

import org.jspecify.annotations.NullMarked;
