/** From a finding with an action to a proposal with a digest. Pure. */
@NullMarked
package dev.tickbird.analyzer.advice;

import org.jspecify.annotations.NullMarked;
