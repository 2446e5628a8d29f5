package dev.tickbird.analyzer.rules.config;

import dev.tickbird.schemas.common.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setting with a value that does harm.
 *
 * @param bad the value
 * @param fixed whether managed services decide it, so that nobody there can follow the advice
 * @param good the value to be, after a reload; null where that does not do
 * @param hint what else is to be known or done; empty for nothing
 */
record Advice(
        String setting,
        String bad,
        Severity severity,
        boolean fixed,
        String title,
        String explanation,
        @Nullable String good,
        String hint) {
    static final List<Advice> ALL = List.of(
            new Advice(
                    "fsync",
                    "off",
                    Severity.CRITICAL,
                    true,
                    "fsync is off",
                    "When the host or its power fails, the whole cluster may be corrupt beyond repair.",
                    "on",
                    "Where commits must be cheap, synchronous_commit = off loses only the last moments."),
            new Advice(
                    "full_page_writes",
                    "off",
                    Severity.WARNING,
                    true,
                    "full_page_writes is off",
                    "A page that was half written when the host failed cannot be repaired, unless the file system never"
                            + " writes half a page.",
                    "on",
                    ""),
            new Advice(
                    "data_checksums",
                    "off",
                    Severity.INFO,
                    true,
                    "data checksums are off",
                    "A page that the disk changed silently is found only by its wrong rows, and goes into every backup.",
                    null,
                    "At the next long stop run pg_checksums --enable, or move to a new cluster made with checksums."),
            new Advice(
                    "wal_level",
                    "minimal",
                    Severity.INFO,
                    true,
                    "wal_level is minimal",
                    "No standby can follow the server, and no base backup with its WAL can restore it.",
                    null,
                    "Set wal_level = replica, and restart."),
            new Advice(
                    "synchronous_commit",
                    "off",
                    Severity.INFO,
                    false,
                    "synchronous_commit is off for the whole server",
                    "A crash loses what was committed in the last moments (three times wal_writer_delay); nothing becomes"
                            + " inconsistent.",
                    "on",
                    "Then switch it off only for the transactions that may be lost."),
            new Advice(
                    "track_io_timing",
                    "off",
                    Severity.INFO,
                    false,
                    "track_io_timing is off",
                    "How long statements wait for the disk is not measured, so slow disks and slow plans look alike.",
                    "on",
                    "pg_test_timing tells what the clock costs on this host."),
            new Advice(
                    "zero_damaged_pages",
                    "on",
                    Severity.CRITICAL,
                    false,
                    "zero_damaged_pages is on",
                    "Every damaged page is emptied when it is read: its rows are gone, with a warning in the log alone.",
                    "off",
                    ""),
            new Advice(
                    "ignore_checksum_failure",
                    "on",
                    Severity.WARNING,
                    false,
                    "ignore_checksum_failure is on",
                    "Damaged pages are used as if they were right, and their damage spreads.",
                    "off",
                    ""),
            new Advice(
                    "ignore_system_indexes",
                    "on",
                    Severity.WARNING,
                    false,
                    "ignore_system_indexes is on",
                    "It is meant for the repair of a damaged catalog; every access to the catalogs is slow.",
                    null,
                    "Take it out of postgresql.conf, and restart sessions."),
            new Advice(
                    "allow_system_table_mods",
                    "on",
                    Severity.WARNING,
                    false,
                    "allow_system_table_mods is on",
                    "One wrong statement of a superuser can make the cluster unusable.",
                    "off",
                    ""));
}
