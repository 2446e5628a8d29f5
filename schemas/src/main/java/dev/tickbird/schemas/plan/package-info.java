/** What the analyzer asks of a server's planner, and what it answers. */
@NullMarked
package dev.tickbird.schemas.plan;

import org.jspecify.annotations.NullMarked;
