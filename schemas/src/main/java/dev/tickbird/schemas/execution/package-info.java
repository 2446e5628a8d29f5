/** Orders, the journal and outcomes. */
@NullMarked
package dev.tickbird.schemas.execution;

import org.jspecify.annotations.NullMarked;
