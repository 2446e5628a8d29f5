/** Signatures (ES256): keys of our own and keys that are trusted. */
@NullMarked
package dev.tickbird.runtime.security;

import org.jspecify.annotations.NullMarked;
