package clarify.dev;

import java.net.URI;
import java.util.UUID;

/** What is printed when everything runs. */
record Welcome(URI api, int redisPort, UUID person, Tokens tokens) {

    String text() {
        String user = tokens.of(person, Journal.MAYA, "user");
        String agent = tokens.of(UUID.randomUUID(), "agent@example.org", "agent");
        String admin = tokens.of(UUID.randomUUID(), "admin@example.org", "admin");
        return """

                Clarify Context runs at %1$s
                Redis listens on port %2$d. Maya's user id is %3$s. Ctrl-C ends everything.

                The page, as Maya:
                %7$s#token=%4$s

                The page, as an administrator:
                %7$s#token=%6$s

                A token for Maya (role user):
                %4$s

                A token for the conversation service (role agent):
                %5$s

                A token for an administrator (role admin):
                %6$s

                The context; cold at first (5 misses), then warm (5 hits). Without the Accept header it is plain text.
                curl -s -H 'Accept: application/json' -H 'Authorization: Bearer %4$s' %1$s/context

                A new dream; the next context has 1 miss and the new text.
                curl -s -X POST -H 'Content-Type: application/json' -H 'Authorization: Bearer %4$s' -d '{"title":"Learn to sail"}' %1$s/dreams

                The state of the cache.
                curl -s -H 'Authorization: Bearer %6$s' %1$s/admin/cache
                """.formatted(api, redisPort, person, user, agent, admin, api.resolve("/clarify/"));
    }
}
