package dev.tickbird.schemas.fleet;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * The five fields of a {@link Cron}, read.
 *
 * @param eitherDay whether both days are given: then one of them is enough
 */
record CronFields(BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, boolean eitherDay) {
    private static final int FIELDS = 5;
    private static final int SUNDAY = 7;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    static CronFields parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != FIELDS) {
            throw new IllegalArgumentException("'" + text + "' has " + words.length
                    + " fields: expected five, minute, hour, day, month and weekday, e.g. 0 3 * * *");
        }
        BitSet weekdays = new Field("weekday", 0, SUNDAY, WEEKDAYS, 0).read(words[4]);
        if (weekdays.get(SUNDAY)) {
            weekdays.set(0);
        }
        return new CronFields(
                new Field("minute", 0, 59, List.of(), 0).read(words[0]),
                new Field("hour", 0, 23, List.of(), 0).read(words[1]),
                new Field("day", 1, 31, List.of(), 0).read(words[2]),
                new Field("month", 1, 12, MONTHS, 1).read(words[3]),
                weekdays,
                !words[2].startsWith("*") && !words[4].startsWith("*"));
    }

    boolean on(LocalDate date) {
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % SUNDAY);
        return months.get(date.getMonthValue()) && (eitherDay ? day || weekday : day && weekday);
    }

    /** The times of a day by its own clock, in order. */
    List<LocalDateTime> times(LocalDate date) {
        List<LocalDateTime> times = new ArrayList<>();
        if (on(date)) {
            hours.stream().forEach(hour -> minutes.stream().forEach(minute -> times.add(date.atTime(hour, minute))));
        }
        return times;
    }

    /** One field: a list of *, a value or a range, each with a step if wanted. */
    private record Field(String name, int least, int most, List<String> names, int firstName) {
        BitSet read(String word) {
            BitSet bits = new BitSet();
            for (String part : word.split(",", -1)) {
                String[] stepped = part.split("/", -1);
                String[] range = stepped[0].split("-", -1);
                if (stepped.length > 2 || range.length > 2) {
                    throw wrong(part);
                }
                boolean all = stepped[0].equals("*");
                int from = all ? least : number(range[0]);
                int to = all || (range.length == 1 && stepped.length == 2) ? last() : number(range[range.length - 1]);
                int step = stepped.length == 1 ? 1 : step(stepped[1], part);
                if (from > to) {
                    throw wrong(part);
                }
                for (int value = from; value <= to; value += step) {
                    bits.set(value);
                }
            }
            return bits;
        }

        /** Sunday is there twice. */
        private int last() {
            return name.equals("weekday") ? SUNDAY - 1 : most;
        }

        private int step(String word, String part) {
            int step = digits(word, part);
            if (step < 1) {
                throw wrong(part);
            }
            return step;
        }

        private int number(String word) {
            int named = names.indexOf(word.toLowerCase(Locale.ROOT));
            int value = named >= 0 ? named + firstName : digits(word, word);
            if (value < least || value > most) {
                throw wrong(word);
            }
            return value;
        }

        private int digits(String word, String part) {
            if (!word.matches("[0-9]{1,4}")) {
                throw wrong(part);
            }
            return Integer.parseInt(word);
        }

        private IllegalArgumentException wrong(String part) {
            return new IllegalArgumentException("the " + name + " '" + part + "' is not valid: expected *, " + least
                    + " to "
                    + most + (names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast())
                    + ", ranges such as " + least + "-" + (least + 2) + ", steps such as */2, and lists of these");
        }
    }
}
