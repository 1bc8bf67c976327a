package clarify.dev;

import java.net.URI;
import java.nio.file.Path;

/**
 * What is printed when everything runs: at most 25 lines of 100 columns.
 *
 * @param files where the tokens are
 */
record Welcome(URI api, int redisPort, Path files, People people) {

    String text() {
        return """

                Clarify Context runs at %1$s (Redis: port %2$d). Ctrl-C ends everything.
                Commands for another terminal, where the files with the tokens and the log are:
                cd '%3$s'
                API=%4$s

                Who may call it. Each line prints a link to the page, with the token of a day:
                echo "%1$s#token=$(cat maya)"   # Maya, role user
                echo "%1$s#token=$(cat noam)"   # Noam, role user, Hebrew
                echo "%1$s#token=$(cat admin)"  # role admin
                cat agent  # the token of the conversation service, role agent, which has no page

                The context of Maya; cold at first (5 misses), then warm (5 hits). Without Accept it is text:
                curl -s -H "Authorization: Bearer $(cat maya)" $API/context -H 'Accept: application/json'
                A new dream; the next context has 1 miss and the new text:
                curl -s -H "Authorization: Bearer $(cat maya)" -H 'Content-Type: application/json' \\
                  -d '{"title":"Learn to sail"}' $API/dreams
                The state of the cache:
                curl -s -H "Authorization: Bearer $(cat admin)" $API/admin/cache
                What the conversation service asks in front of each message, here of Noam:
                curl -s -H "Authorization: Bearer $(cat agent)" $API/users/$(cat %5$s)/context
                """.formatted(api.resolve("/clarify/"), redisPort, quotable(files), api, TokenFiles.id(people.noam()));
    }

    /** As it may stand between single quotes of a shell. */
    private static String quotable(Path path) {
        return path.toString().replace("'", "'\\''");
    }
}
