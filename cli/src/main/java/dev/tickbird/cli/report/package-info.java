/** What people read: text, JSON, HTML. */
@NullMarked
package dev.tickbird.cli.report;

import org.jspecify.annotations.NullMarked;
