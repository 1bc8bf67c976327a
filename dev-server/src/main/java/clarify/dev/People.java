package clarify.dev;

import java.util.List;

/** Who may call the product that was started: two people with journals, the conversation service, and an administrator. */
record People(Person maya, Person noam, Person agent, Person admin) {

    static People with(Tokens tokens) {
        return new People(
                Person.of("maya", "user", tokens),
                Person.of("noam", "user", tokens),
                Person.of("agent", "agent", tokens),
                Person.of("admin", "admin", tokens));
    }

    List<Person> all() {
        return List.of(maya, noam, agent, admin);
    }
}
