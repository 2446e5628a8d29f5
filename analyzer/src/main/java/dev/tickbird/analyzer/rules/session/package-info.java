/** The rules session.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.session;

import org.jspecify.annotations.NullMarked;
