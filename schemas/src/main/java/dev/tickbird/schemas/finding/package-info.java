/** What an analyzer concluded. */
@NullMarked
package dev.tickbird.schemas.finding;

import org.jspecify.annotations.NullMarked;
