@NullMarked
package dev.tickbird.analyzer;

import org.jspecify.annotations.NullMarked;
