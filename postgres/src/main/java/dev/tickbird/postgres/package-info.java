/** What reaching PostgreSQL takes: endpoints, credentials and where they may go, sessions, pools, failures, catalog statements. */
@NullMarked
package dev.tickbird.postgres;

import org.jspecify.annotations.NullMarked;
