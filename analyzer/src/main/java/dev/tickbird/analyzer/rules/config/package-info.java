/** The rules config.*; one file each. */
@NullMarked
package dev.tickbird.analyzer.rules.config;

import org.jspecify.annotations.NullMarked;
