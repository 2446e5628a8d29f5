package dev.tickbird.analyzer.rules.bloat;

/** Bytes of B-tree leaf tuples when equal keys share posting lists, as a build from scratch writes them (PostgreSQL 13 and later). */
final class PostingLists {
    /** A posting tuple is at most a sixth of a page at build time. */
    private static final int LARGEST = 812;

    private static final int ROW_POINTER = 6;
    private static final int LINE_POINTER = 4;
    private static final double NEARLY_UNIQUE = 1.02;
    private static final double MANY = 30;

    private PostingLists() {}

    /** One key that occurs {@code rows} times. */
    static double group(double rows, double key) {
        long fit = (long) ((LARGEST - key) / ROW_POINTER);
        if (fit < 2 || rows < 2) {
            return rows * (key + LINE_POINTER);
        }
        long full = (long) (rows / fit);
        double rest = rows - full * fit;
        double bytes = full * (align(key + ROW_POINTER * fit) + LINE_POINTER);
        if (rest >= 2) {
            bytes += align(key + ROW_POINTER * rest) + LINE_POINTER;
        } else if (rest > 0) {
            bytes += (key + LINE_POINTER) * rest;
        }
        return bytes;
    }

    /** {@code rows} spread over {@code distinct} keys, which occur at least once each: a zero-truncated Poisson distribution. */
    static double bytes(double rows, double distinct, double key) {
        if (rows <= 0.5) {
            return 0;
        }
        double mean = rows / distinct;
        if (mean <= NEARLY_UNIQUE) {
            return rows * (key + LINE_POINTER);
        }
        if (mean > MANY) {
            return distinct * group(Math.rint(mean), key);
        }
        double rate = rate(mean);
        double occurring = 1 - Math.exp(-rate);
        double expected = 0;
        double logFactorial = 0;
        for (int n = 1; n < (int) (mean * 4) + 12; n++) {
            logFactorial += Math.log(n);
            double share = Math.exp(-rate + n * Math.log(rate) - logFactorial) / occurring;
            expected += share * group(n, key);
        }
        return distinct * expected;
    }

    /** The rate whose zero-truncated mean is {@code mean}. */
    private static double rate(double mean) {
        double rate = mean;
        for (int i = 0; i < 60 && rate > 0; i++) {
            rate = mean * (1 - Math.exp(-rate));
        }
        return Math.max(rate, 1e-9);
    }

    private static double align(double bytes) {
        return Math.ceil(bytes / 8) * 8;
    }
}
