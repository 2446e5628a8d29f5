/** The rules response.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.response;

import org.jspecify.annotations.NullMarked;
