/** Single agents as processes. */
@NullMarked
package dev.tickbird.cli.agent;

import org.jspecify.annotations.NullMarked;
