/** What is watched, and how. */
@NullMarked
package dev.tickbird.schemas.fleet;

import org.jspecify.annotations.NullMarked;
