/** How contracts travel: topics, codec, headers, partitions. */
@NullMarked
package dev.tickbird.schemas.wire;

import org.jspecify.annotations.NullMarked;
