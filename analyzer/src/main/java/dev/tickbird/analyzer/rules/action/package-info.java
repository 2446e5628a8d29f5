/** The rules action.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.action;

import org.jspecify.annotations.NullMarked;
