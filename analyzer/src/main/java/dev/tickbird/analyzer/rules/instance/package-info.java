/** The rules instance.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.instance;

import org.jspecify.annotations.NullMarked;
