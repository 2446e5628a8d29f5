/** What a DBA looks at in a day, from one server and without Kafka: tables, indexes, statements, sessions, locks and more. */
@NullMarked
package dev.tickbird.cli.view;

import org.jspecify.annotations.NullMarked;
