/** What an application feels while an action runs. */
@NullMarked
package dev.tickbird.benchmarks.harm;

import org.jspecify.annotations.NullMarked;
