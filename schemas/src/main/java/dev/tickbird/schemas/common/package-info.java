/** Identifiers, subjects, measures and quoting: the words every other contract is written in. */
@NullMarked
package dev.tickbird.schemas.common;

import org.jspecify.annotations.NullMarked;
