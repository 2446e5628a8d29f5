/** What is to be said to people, and what became of it. */
@NullMarked
package dev.tickbird.schemas.notification;

import org.jspecify.annotations.NullMarked;
