/** From decisions to orders: the state machine of an action until the executor has it. Pure. */
@NullMarked
package dev.tickbird.console.approval;

import org.jspecify.annotations.NullMarked;
