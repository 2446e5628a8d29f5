/** Agents as the command runs them. */
@NullMarked
package dev.tickbird.cli.agent;

import org.jspecify.annotations.NullMarked;
