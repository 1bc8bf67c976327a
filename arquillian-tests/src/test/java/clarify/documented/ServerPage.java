package clarify.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

/** The pages that lead from the download of a server to the first context. */
enum ServerPage {
    SERVER_JAR("deploy-server-jar.md", "clarify-server.jar"),
    PAYARA_MICRO("deploy-payara-micro.md", "payara-micro.jar postgresql.driver clarify.war"),
    PAYARA_SERVER("deploy-payara-server.md", "payara-server.zip postgresql.driver clarify.ear"),
    WILDFLY("deploy-wildfly.md", "wildfly.zip postgresql.driver clarify.ear");

    private static final String FIRST_CONTEXT = "bash first-context.sh http://localhost:$HTTP_PORT issuer.key\n";

    private final String page;
    private final String files;

    /** @param files system properties that name what the page tells to download or to build */
    ServerPage(String page, String files) {
        this.page = page;
        this.files = files;
    }

    /** Somebody with its files, and more. */
    Operator operator(String... more) {
        return new Operator(
                Stream.concat(Stream.of(files.split(" ")), Stream.of(more)).toArray(String[]::new));
    }

    Page page() {
        return new Page(page);
    }

    /**
     * Its lines with others.
     *
     * @param settings follow the values of the installation
     * @param requests stand in the place of the first context with a key pair
     */
    String linesWith(String settings, String requests) {
        List<String> blocks = page().shellBlocks();
        String rest = String.join("", blocks.subList(1, blocks.size()));
        assertThat(rest).containsOnlyOnce(FIRST_CONTEXT);
        return blocks.get(0) + settings + rest.replace(FIRST_CONTEXT, requests);
    }

    /** What it says of the token of an identity provider. */
    String withATokenOfTheProvider() {
        return String.join("\n", page().prompts()) + "\n";
    }
}
