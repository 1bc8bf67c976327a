package clarify.cache;

import clarify.redis.LuaScript;

/** What Redis does with a person's lists and their version in one step. docs/consistency.md has the protocol. */
final class ListScripts {

    /** Ends with 0 unless the first key has the first argument. What is no text is another one; any other error ends it. */
    static final String IF_VERSION_IS_SEEN = """
            local version = redis.pcall('GET', KEYS[1])
            if type(version) == 'table' and not string.find(version.err, 'WRONGTYPE') then return version end
            if version ~= ARGV[1] then return 0 end
            """;

    /**
     * Stores lists if the version is still the one that was seen before they were loaded.
     *
     * <p>Keys: the version, the lists. Arguments: the version seen, then value and time to live of each list. Answers 1 if
     * it has stored.
     */
    static final LuaScript STORE = LuaScript.storing(IF_VERSION_IS_SEEN + """
            for i = 2, #KEYS do
              redis.call('SET', KEYS[i], ARGV[2 * i - 2], 'PX', ARGV[2 * i - 1])
            end
            return 1
            """);

    /**
     * Removes lists and renews the version, so that nothing loaded before can be stored. Where there is no memory for a
     * new version, the old one goes: the next reader makes one.
     *
     * <p>Keys: the version, the lists; among these the version once more where it has to go too. Arguments: a version nobody
     * ever had, its time to live in milliseconds, and {@code XX} if a version is only renewed where there is one. Without that it
     * writes something, unless there is neither a list, nor a version, nor memory. Answers how many lists it has removed; -1 if
     * it could write nothing.
     */
    static final LuaScript INVALIDATE = LuaScript.removing("""
            local renewed = redis.pcall('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], unpack(ARGV, 3))
            local full = type(renewed) == 'table' and renewed.err
            local old = full and redis.call('DEL', KEYS[1]) or 0
            local removed = redis.call('DEL', unpack(KEYS, 2))
            if full and old + removed == 0 then return -1 end
            return removed
            """);

    /** Needs what the others need, beside storing, and does nothing that lasts. Keys: one of nobody, with any text. */
    static final LuaScript PROBE = LuaScript.storing("""
            redis.call('GET', KEYS[1])
            return redis.call('DEL', KEYS[1])
            """);

    private ListScripts() {}
}
