package clarify.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory with a file for each token, and for the ids of the people with journals, so that commands stay short. */
record TokenFiles(Path directory) {

    void write(People people) throws IOException {
        for (Person person : people.all()) {
            write(person.name(), person.token());
        }
        write(id(people.maya()), people.maya().id().toString());
        write(id(people.noam()), people.noam().id().toString());
    }

    /** The name of the file that has the person's id. */
    static String id(Person person) {
        return person.name() + ".id";
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file);
        var unused = file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true);
        Files.writeString(file, text + "\n");
    }
}
