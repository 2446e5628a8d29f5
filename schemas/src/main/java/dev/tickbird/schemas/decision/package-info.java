/** What people, policies and engines decided about a proposal. */
@NullMarked
package dev.tickbird.schemas.decision;

import org.jspecify.annotations.NullMarked;
