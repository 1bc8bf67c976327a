package clarify.cluster;

/** What a history is checked for. */
enum Observation {
    STALE_ON_THE_SAME_NODE("stale on the node that had answered", true),
    STALE_BEYOND_THE_LEASE("stale on the other node beyond the lease", true),
    WITHIN_THE_LEASE("not yet on the other node, within it", false),
    /** The node cannot reach the database and says so. */
    STALE_AND_MARKED("stale and marked so by a blind node", false),
    MARKED("contexts of a blind node", false),
    /** A poll took longer than half a lease, on a busy machine. */
    MARKED_WITHOUT_A_FAULT_OF_THE_DATABASE("contexts of a blind node although its database was there", false),
    FAILED("failed contexts", true),
    UNAVAILABLE("contexts refused because the database was away", false),
    /** A lookup timed out, and the context says so. */
    PARTIAL("partial contexts", false),
    INVENTED("contexts with what nobody wrote", true),
    WRITTEN("writes acknowledged", false),
    REFUSED("writes answered with an error", false),
    LOST("writes whose answer was lost", false),
    SENT_TO_THE_OTHER_NODE(
            "requests that a node did not begin to answer as it went down, sent to the other one", false),
    NOT_RECOVERED("circuits that did not close after the last fault", true),
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
