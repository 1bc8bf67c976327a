package clarify.redis;

import redis.clients.jedis.util.JedisClusterCRC16;

/** The slots of a Cluster: what stands in braces in a key, or else all of it, says which slot the key is in. */
final class Slots {

    static final int COUNT = 16_384;

    /** For each slot a short text. */
    private static final class Tags {

        private static final String[] BY_SLOT = all();

        private static String[] all() {
            String[] tags = new String[COUNT];
            int missing = COUNT;
            for (int i = 0; missing > 0; i++) {
                String tag = Integer.toString(i, Character.MAX_RADIX);
                int slot = of(tag);
                if (tags[slot] == null) {
                    tags[slot] = tag;
                    missing--;
                }
            }
            return tags;
        }
    }

    private Slots() {}

    static int of(String key) {
        return JedisClusterCRC16.getSlot(key);
    }

    static boolean isSlot(long number) {
        return number >= 0 && number < COUNT;
    }

    /** A text that, in braces, brings a key into the slot. */
    static String tag(int slot) {
        return Tags.BY_SLOT[slot];
    }
}
