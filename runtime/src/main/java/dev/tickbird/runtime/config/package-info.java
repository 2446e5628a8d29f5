/** Local configuration files, read strictly. */
@NullMarked
package dev.tickbird.runtime.config;

import org.jspecify.annotations.NullMarked;
