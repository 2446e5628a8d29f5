/** The rules schema.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.schema;

import org.jspecify.annotations.NullMarked;
