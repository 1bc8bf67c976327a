package clarify;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows whom. It stands here because the WAR is the one place that sees every class that ships. */
class ArchitectureTest {

    private static final String[] GROUND = {
        "clarify.concurrent", "clarify.kind", "clarify.logging", "clarify.settings", "clarify.text", "clarify.time"
    };

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("clarify");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clarify.kind.Kind",
                "clarify.cache.CacheBean",
                "clarify.journal.Lookups",
                "clarify.metrics.MetricsRegistry",
                "clarify.trace.Tracing",
                "clarify.context.ContextBuilder",
                "clarify.health.ReadinessCheck",
                "clarify.rest.ContextResource"
            })
    void the_rules_see_every_room(String type) {
        assertThat(HOUSE.contain(type)).isTrue();
    }

    @Test
    void the_rules_see_who_depends_on_whom() {
        var wrong = noClasses()
                .that()
                .resideInAPackage("clarify.context")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clarify.journal");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.check(HOUSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clarify.concurrent",
                "clarify.kind",
                "clarify.logging",
                "clarify.settings",
                "clarify.text",
                "clarify.time"
            })
    void the_ground_knows_nobody(String ground) {
        knowsOnly(ground);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clarify.metrics", "clarify.trace"})
    void metrics_and_traces_know_the_ground(String room) {
        knowsOnly(room, GROUND);
    }

    @Test
    void the_cache_knows_metrics_and_traces() {
        knowsOnly("clarify.cache", and(GROUND, "clarify.metrics", "clarify.trace"));
    }

    @Test
    void the_journal_knows_no_other_room() {
        knowsOnly("clarify.journal", GROUND);
    }

    @Test
    void the_context_knows_cache_and_journal_and_who_wants_to_see() {
        knowsOnly(
                "clarify.context",
                and(GROUND, "clarify.cache", "clarify.journal", "clarify.metrics", "clarify.trace", "clarify.health"));
    }

    @Test
    void rest_knows_context_journal_and_metrics() {
        knowsOnly(
                "clarify.rest", and(GROUND, "clarify.context", "clarify.journal", "clarify.cache", "clarify.metrics"));
    }

    @Test
    void health_knows_nobody_as_its_jar_lies_where_no_other_room_is_seen() {
        knowsOnly("clarify.health");
    }

    @Test
    void of_rest_only_the_admins_resource_knows_the_cache() {
        noClasses()
                .that()
                .resideInAPackage("clarify.rest")
                .and()
                .haveSimpleNameNotStartingWith("Admin")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clarify.cache")
                .check(HOUSE);
    }

    @Test
    void nobody_walks_in_circles() {
        slices().matching("clarify.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "redis.clients.., clarify.cache",
        "org.flywaydb.., clarify.journal",
        "org.eclipse.microprofile.health.., clarify.health",
        "io.opentelemetry.., clarify.trace",
        "org.jboss.logmanager.., clarify.logging",
        "io.micrometer.prometheusmetrics.., clarify.metrics",
        "jakarta.ws.rs.., clarify.rest"
    })
    void a_tool_is_known_in_one_room(String tool, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tool)
                .check(HOUSE);
    }

    @Test
    void entities_never_leave_the_journal() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAPackage("clarify.journal")
                .check(HOUSE);
    }

    @Test
    void beans_are_given_what_they_need_in_package_private_fields() {
        fields().that()
                .areAnnotatedWith(Inject.class)
                .or()
                .areAnnotatedWith(Resource.class)
                .or()
                .areAnnotatedWith(PersistenceContext.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
    }

    @Test
    void names_come_from_the_field() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .check(HOUSE);
    }

    @Test
    void there_is_no_package_for_what_has_no_home() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..", "..impl..")
                .check(HOUSE);
    }

    @Test
    void no_package_has_rooms_in_two_modules() {
        Map<String, Set<String>> modules = HOUSE.stream()
                .collect(groupingBy(JavaClass::getPackageName, mapping(ArchitectureTest::module, toSet())));

        assertThat(modules)
                .allSatisfy((room, homes) -> assertThat(homes).as(room).hasSize(1));
    }

    @Test
    void every_room_says_what_it_promises_and_where_null_may_be() {
        Stream<String> rooms = HOUSE.stream().map(JavaClass::getPackageName).distinct();

        assertThat(rooms)
                .allSatisfy(room -> assertThat(HOUSE.get(room + ".package-info").isAnnotatedWith(NullMarked.class))
                        .as(room)
                        .isTrue());
    }

    private static void knowsOnly(String room, String... others) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("clarify..").and(not(resideInAnyPackage(and(others, room)))))
                .check(HOUSE);
    }

    private static String[] and(String[] rooms, String... more) {
        return Stream.concat(Stream.of(rooms), Stream.of(more)).toArray(String[]::new);
    }

    /** The directory or jar that the class was read from. */
    private static String module(JavaClass type) {
        String uri = type.getSource().orElseThrow().getUri().toString();
        return uri.substring(0, uri.length() - type.getName().length() - ".class".length());
    }
}
