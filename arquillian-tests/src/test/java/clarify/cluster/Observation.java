package clarify.cluster;

/** What a history is checked for. */
enum Observation {
    STALE_ON_THE_SAME_NODE("stale on the node that had answered", true),
    STALE_BEYOND_THE_PROMISE("stale on the other node beyond the promised time", true),
    WITHIN_THE_PROMISE("not yet on the other node, within it", false),
    FAILED("failed contexts", true),
    /** A lookup timed out, and the context says so. */
    PARTIAL("partial contexts", false),
    INVENTED("contexts with what nobody wrote", true),
    WRITTEN("writes acknowledged", false),
    REFUSED("writes answered with an error", false),
    LOST("writes whose answer was lost", false),
    WRONG_AT_THE_END("contexts unlike the database at the end", true),
    LOST_BY_THE_DATABASE("acknowledged and not in the database at the end", true),
    /** The run proves nothing. */
    BROKEN("failures of the test itself", true);

    private final String text;
    private final boolean wrong;

    Observation(String text, boolean wrong) {
        this.text = text;
        this.wrong = wrong;
    }

    boolean isWrong() {
        return wrong;
    }

    @Override
    public String toString() {
        return text;
    }
}
