/** What must hold before and while an action runs. Pure: judges facts that it is given. */
@NullMarked
package dev.tickbird.executor.guard;

import org.jspecify.annotations.NullMarked;
