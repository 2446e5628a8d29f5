/** What each action needs to be true before, and what proves it afterwards. Pure. */
@NullMarked
package dev.tickbird.executor.action;

import org.jspecify.annotations.NullMarked;
