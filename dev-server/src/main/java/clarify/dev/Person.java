package clarify.dev;

import java.util.UUID;

/**
 * Somebody who may call the product.
 *
 * @param name that of the file with the token
 * @param group the role
 */
record Person(String name, String group, UUID id, String token) {

    static Person of(String name, String group, Tokens tokens) {
        UUID id = UUID.randomUUID();
        return new Person(name, group, id, tokens.of(id, name + "@example.org", group));
    }
}
