/** The rules telemetry.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.telemetry;

import org.jspecify.annotations.NullMarked;
