@NullMarked
package dev.tickbird.executor.run;

import org.jspecify.annotations.NullMarked;
