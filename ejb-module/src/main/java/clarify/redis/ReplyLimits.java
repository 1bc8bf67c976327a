package clarify.redis;

/**
 * What the replies of one exchange may take of this server's memory. Checked when Redis announces a length, before anything is reserved.
 *
 * @param bulk bytes of one string
 * @param total bytes of all strings and lines of one exchange
 * @param elements of all arrays of one exchange
 */
record ReplyLimits(int bulk, int total, int elements) {

    private static final int MANY = 16;
    private static final int ELEMENTS = 1 << 16;

    /** For replies that hold several strings of the longest that is ever wanted. */
    static ReplyLimits ofLongest(int bulk) {
        return new ReplyLimits(bulk, (int) Math.min(Integer.MAX_VALUE, (long) bulk * MANY), ELEMENTS);
    }
}
