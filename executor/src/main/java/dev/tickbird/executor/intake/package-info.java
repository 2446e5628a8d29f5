/** What counts as an order: signature, digest, quorum, expiry, replay, local limits. Pure. */
@NullMarked
package dev.tickbird.executor.intake;

import org.jspecify.annotations.NullMarked;
