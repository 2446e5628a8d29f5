/** An action put forward for approval. */
@NullMarked
package dev.tickbird.schemas.proposal;

import org.jspecify.annotations.NullMarked;
