/** Who may log in to the console. */
@NullMarked
package dev.tickbird.cli.users;

import org.jspecify.annotations.NullMarked;
