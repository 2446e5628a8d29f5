/** The documents, held to what the program does. */
@NullMarked
package dev.tickbird.cli.docs;

import org.jspecify.annotations.NullMarked;
