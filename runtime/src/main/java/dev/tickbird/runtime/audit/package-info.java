/** The chain of outcomes: how executors sign it, and how everybody else reads it. */
@NullMarked
package dev.tickbird.runtime.audit;

import org.jspecify.annotations.NullMarked;
