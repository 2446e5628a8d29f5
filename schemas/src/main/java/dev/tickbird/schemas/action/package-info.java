/** The closed set of actions: what may be run, with its exact statements. */
@NullMarked
package dev.tickbird.schemas.action;

import org.jspecify.annotations.NullMarked;
