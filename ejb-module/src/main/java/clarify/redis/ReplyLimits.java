package clarify.redis;

/**
 * What a reply may take of this server's memory. Checked when Redis announces a length, before anything is reserved.
 *
 * @param bulk bytes of one string
 * @param total bytes of all strings of one reply
 * @param elements of all arrays of one reply
 */
record ReplyLimits(int bulk, int total, int elements) {

    private static final int MANY = 16;
    private static final int ELEMENTS = 1 << 16;

    /** For replies that hold several strings of the longest that is ever wanted. */
    static ReplyLimits ofLongest(int bulk) {
        return new ReplyLimits(bulk, bulk * MANY, ELEMENTS);
    }
}
