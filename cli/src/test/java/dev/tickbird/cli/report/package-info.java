/** Tests. */
@NullMarked
package dev.tickbird.cli.report;

import org.jspecify.annotations.NullMarked;
