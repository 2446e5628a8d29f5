@NullMarked
package dev.tickbird.console;

import org.jspecify.annotations.NullMarked;
