package clarify.invalidation;

import clarify.redis.RedisSettings;
import clarify.settings.Setting;
import clarify.settings.Settings;
import clarify.settings.WrongSetting;
import java.time.Duration;

/**
 * The settings of the invalidation, checked.
 *
 * @param poll how often a node looks for invalidations that others could not deliver
 * @param lease how long a node trusts its cache without having looked
 */
public record InvalidationSettings(Duration poll, Duration lease) {

    static final Setting<Duration> POLL = Setting.duration("clarify.invalidation.poll", Duration.ofMillis(500));
    static final Setting<Duration> LEASE = Setting.duration("clarify.invalidation.lease", Duration.ofSeconds(2));

    private static final int ROUNDS = 2;

    /** @throws WrongSetting for the first setting that cannot be used */
    public static InvalidationSettings read(Settings settings) {
        Duration poll = settings.get(POLL);
        Duration lease = settings.get(LEASE);
        Duration shortest = shortestLease(poll, RedisSettings.read(settings).deadline());
        if (lease.compareTo(shortest) < 0) {
            throw new WrongSetting(
                    LEASE.name(),
                    "must be at least " + shortest + " with these values of " + POLL.name()
                            + " and of the connect and read limits of Redis, but is " + lease);
        }
        return new InvalidationSettings(poll, lease);
    }

    /**
     * Three polls and the limits for connecting to Redis and for its answer; and two rounds of a pause and a call to Redis,
     * so that one may fail and another succeed.
     */
    private static Duration shortestLease(Duration poll, Duration redis) {
        Duration polls = poll.multipliedBy(3).plus(redis);
        Duration rounds = poll.plus(redis).multipliedBy(ROUNDS);
        return polls.compareTo(rounds) > 0 ? polls : rounds;
    }

    /** The limit of one access to the table: so short that after a dead connection another one can be tried within the lease. */
    Duration accessLimit() {
        return lease.dividedBy(ROUNDS);
    }

    /** How long another bean waits for its delete to be written: for an access that is under way, and for its own. */
    Duration deleteLimit() {
        return lease.plus(accessLimit());
    }
}
