@NullMarked
package dev.tickbird.testkit;

import org.jspecify.annotations.NullMarked;
