package dev.tickbird.executor.guard;

/** Nothing begins while the fleet, a tag or the instance is paused. */
record PauseGuard() implements Guard {
    private static final int LONGEST = 300;

    @Override
    public GuardVerdict judge(Situation situation) {
        return situation.pauses().stream()
                .filter(pause -> pause.covers(situation.target()))
                .findFirst()
                .map(pause -> situation.waitFor("paused by " + shown(pause.by()) + ": " + shown(pause.reason())))
                .orElse(GuardVerdict.GO);
    }

    /** Whoever may write to the topic writes this, and it becomes part of an outcome. */
    private static String shown(String text) {
        String all = String.valueOf(text);
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
    }
}
