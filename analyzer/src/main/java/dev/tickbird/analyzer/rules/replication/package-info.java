/** The rules replication.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.replication;

import org.jspecify.annotations.NullMarked;
