/** Tests. */
@NullMarked
package dev.tickbird.cli.view;

import org.jspecify.annotations.NullMarked;
