package clarify;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clarify.journal.DatabaseWork;
import clarify.journal.MutationResult;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Path;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows whom. It stands here because the WAR is the one place that sees every class that ships. */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("clarify");

    /** A new one is added here and gets a rule of its own below. */
    private static final Set<String> PACKAGES = Set.of(
            "clarify.cache",
            "clarify.concurrent",
            "clarify.context",
            "clarify.health",
            "clarify.invalidation",
            "clarify.journal",
            "clarify.kind",
            "clarify.logging",
            "clarify.metrics",
            "clarify.monitoring",
            "clarify.nodes",
            "clarify.redis",
            "clarify.rest",
            "clarify.server",
            "clarify.settings",
            "clarify.startup",
            "clarify.text",
            "clarify.time",
            "clarify.token",
            "clarify.trace");

    @Test
    void the_rules_see_every_package_and_know_it() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(PACKAGES);
    }

    @Test
    void the_rules_see_dependencies() {
        var wrong = noClasses()
                .that()
                .resideInAPackage("clarify.context")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clarify.journal");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> wrong.check(CLASSES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clarify.kind", "clarify.logging", "clarify.settings", "clarify.text", "clarify.time"})
    void the_shared_packages_depend_on_no_other(String shared) {
        dependsOnlyOn(shared);
    }

    @Test
    void concurrency_knows_no_domain() {
        dependsOnlyOn("clarify.concurrent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clarify.metrics", "clarify.trace"})
    void metrics_and_traces_know_settings_alone(String observability) {
        dependsOnlyOn(observability, "clarify.settings");
    }

    @Test
    void tokens_are_verified_without_knowing_what_they_are_for() {
        dependsOnlyOn("clarify.token", "clarify.settings", "clarify.concurrent", "clarify.text", "clarify.metrics");
    }

    @Test
    void the_transport_to_redis_knows_no_domain_word() {
        dependsOnlyOn("clarify.redis", "clarify.logging", "clarify.settings", "clarify.metrics", "clarify.trace");
    }

    @Test
    void the_cache_knows_redis_and_not_the_journal() {
        dependsOnlyOn(
                "clarify.cache",
                "clarify.kind",
                "clarify.settings",
                "clarify.redis",
                "clarify.concurrent",
                "clarify.metrics");
    }

    @Test
    void the_journal_knows_no_cache() {
        dependsOnlyOn("clarify.journal", "clarify.kind", "clarify.text", "clarify.settings", "clarify.concurrent");
    }

    @Test
    void the_invalidation_knows_cache_and_journal_and_no_context() {
        dependsOnlyOn(
                "clarify.invalidation",
                "clarify.kind",
                "clarify.time",
                "clarify.settings",
                "clarify.redis", // its deadline, which the lease must be longer than
                "clarify.cache",
                "clarify.journal",
                "clarify.concurrent",
                "clarify.metrics",
                "clarify.logging");
    }

    @Test
    void the_context_knows_cache_and_journal_and_no_invalidation() {
        dependsOnlyOn(
                "clarify.context",
                "clarify.kind",
                "clarify.settings",
                "clarify.text",
                "clarify.cache",
                "clarify.journal",
                "clarify.concurrent",
                "clarify.metrics",
                "clarify.trace",
                "clarify.logging");
    }

    @Test
    void the_nodes_know_the_state_that_they_publish_and_no_context() {
        dependsOnlyOn(
                "clarify.nodes",
                "clarify.text",
                "clarify.time",
                "clarify.settings",
                "clarify.metrics",
                "clarify.redis", // its circuit
                "clarify.cache",
                "clarify.journal");
    }

    @Test
    void the_monitoring_asks_and_is_asked_by_nobody() {
        dependsOnlyOn(
                "clarify.monitoring",
                "clarify.cache",
                "clarify.journal",
                "clarify.invalidation",
                "clarify.redis", // its circuit, which no EJB may be asked for
                "clarify.nodes", // whether this one is to be drained
                "clarify.health");
        noClasses()
                .that()
                .resideOutsideOfPackage("clarify.monitoring")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clarify.monitoring")
                .check(CLASSES);
    }

    @Test
    void the_start_knows_every_package_but_what_is_built_upon_them() {
        noClasses()
                .that()
                .resideInAPackage("clarify.startup")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("clarify.rest", "clarify.health", "clarify.monitoring", "clarify.server")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages("clarify.startup", "clarify.rest")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("clarify.startup")
                .check(CLASSES);
    }

    @Test
    void startup_beans_come_after_the_check_of_the_settings_and_health_comes_last() {
        Map<String, List<String>> comesAfter = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Startup.class))
                .collect(toMap(JavaClass::getSimpleName, ArchitectureTest::comesAfter));

        assertThat(comesAfter.remove("SettingsCheck")).isEmpty();
        assertThat(comesAfter.remove("Migrations")).containsExactly("SettingsCheck");
        assertThat(comesAfter.remove("HealthReporter")).containsExactlyInAnyOrderElementsOf(comesAfter.keySet());
        assertThat(comesAfter.values())
                .hasSizeGreaterThan(3)
                .allSatisfy(others -> assertThat(others).containsAnyOf("SettingsCheck", "Migrations"));
        assertThat(comesAfter.get("OutboxPoller")).containsExactly("Migrations");
    }

    /** A server may begin with any startup bean, and so with what it waits for. */
    @Test
    void whatever_a_bean_waits_for_comes_after_the_check_of_the_settings_too() {
        Map<String, List<String>> comesAfter = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Singleton.class))
                .collect(toMap(JavaClass::getSimpleName, ArchitectureTest::comesAfter));

        assertThat(comesAfter.values().stream().flatMap(List::stream).filter(name -> !name.equals("SettingsCheck")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(comesAfter.get(name)).isNotEmpty());
    }

    private static List<String> comesAfter(JavaClass bean) {
        return bean.tryGetAnnotationOfType(DependsOn.class)
                .map(others -> List.of(others.value()))
                .orElse(List.of());
    }

    @Test
    void rest_knows_context_journal_and_metrics() {
        dependsOnlyOn(
                "clarify.rest",
                "clarify.kind",
                "clarify.text",
                "clarify.settings",
                "clarify.context",
                "clarify.journal",
                "clarify.cache",
                "clarify.metrics",
                "clarify.concurrent",
                "clarify.invalidation",
                "clarify.nodes",
                "clarify.startup",
                "clarify.token",
                "clarify.logging");
    }

    @Test
    void health_knows_no_other_package_as_its_jar_cannot_see_them() {
        dependsOnlyOn("clarify.health");
    }

    @Test
    void declarations_for_the_servers_know_no_other_package() {
        dependsOnlyOn("clarify.server");
    }

    /** Under a Turkish locale {@code "id".toUpperCase()} is another word, and under an Egyptian one a number has other digits. */
    @Test
    void nothing_depends_on_the_locale_the_zone_or_the_encoding_of_the_jvm() {
        noClasses()
                .should()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callConstructor(String.class, byte[].class)
                .orShould()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .check(CLASSES);
    }

    @Test
    void of_rest_only_the_administrators_resources_know_cache_outbox_and_nodes() {
        noClasses()
                .that()
                .resideInAPackage("clarify.rest")
                .and()
                .haveSimpleNameNotStartingWith("Admin")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("clarify.cache", "clarify.invalidation", "clarify.nodes")
                .check(CLASSES);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("clarify.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "redis.clients.., clarify.redis|clarify.cache",
        "org.flywaydb.., clarify.journal",
        "org.eclipse.microprofile.config, clarify.settings",
        "org.eclipse.microprofile.config.inject.., clarify.settings",
        "org.eclipse.microprofile.health.., clarify.health",
        "io.opentelemetry.., clarify.trace",
        "com.nimbusds.., clarify.token",
        "org.jboss.logmanager.., clarify.logging",
        "io.micrometer.prometheusmetrics.., clarify.metrics",
        "jakarta.ws.rs.., clarify.rest"
    })
    void a_library_is_known_in_its_packages_alone(String library, String packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages.split("\\|"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void entities_never_leave_their_package() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .andShould()
                .resideInAnyPackage("clarify.journal", "clarify.invalidation")
                .check(CLASSES);
    }

    @Test
    void beans_are_injected_by_constructor() {
        noFields().should().beAnnotatedWith(Inject.class).check(CLASSES);
    }

    /** On WildFly the call would wait for the startup beans, which may wait for the bean that is being made. */
    @Test
    void no_bean_calls_an_ejb_while_it_is_made() {
        Stream<JavaMethodCall> calls = CLASSES.stream()
                .filter(type -> !isEjb(type))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.isConstructor()
                        || unit.isAnnotatedWith(Produces.class)
                        || unit.isAnnotatedWith(PostConstruct.class))
                .flatMap(unit -> unit.getMethodCallsFromSelf().stream());

        assertThat(calls)
                .isNotEmpty()
                .noneMatch(call -> isEjb(call.getTargetOwner())
                        && !call.getTarget()
                                .resolveMember()
                                .orElseThrow()
                                .getModifiers()
                                .contains(JavaModifier.STATIC));
    }

    private static boolean isEjb(JavaClass type) {
        return type.isAnnotatedWith(Singleton.class) || type.isAnnotatedWith(Stateless.class);
    }

    @Test
    void resources_of_the_server_are_package_private_fields() {
        fields().that()
                .areAnnotatedWith(Resource.class)
                .or()
                .areAnnotatedWith(PersistenceContext.class)
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    /** RolesFeature reads annotations of classes, and Payara @RolesAllowed. */
    @Test
    void each_resource_says_who_may_call_it() {
        classes()
                .that()
                .areAnnotatedWith(Path.class)
                .should()
                .beMetaAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .check(CLASSES);
        assertThat(CLASSES.stream().filter(type -> type.isAnnotatedWith(RolesAllowed.class)))
                .hasSize(3)
                .allMatch(JavaClass::isAnnotation);
        noMethods()
                .should()
                .beAnnotatedWith(RolesAllowed.class)
                .orShould()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(DenyAll.class)
                .check(CLASSES);
    }

    @Test
    void each_mutation_of_the_journal_returns_its_event() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage("clarify.journal")
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Transactional.class)
                .and()
                .haveNameNotMatching("get|getLocked|list")
                .should()
                .haveRawReturnType(MutationResult.class)
                .check(CLASSES);
    }

    @Test
    void whatever_has_a_transaction_has_its_limits() {
        classes()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .beAnnotatedWith(DatabaseWork.class)
                .check(CLASSES);
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveFullyQualifiedName("clarify.invalidation.Outbox") // joins transactions of other applications
                .should()
                .beAnnotatedWith(DatabaseWork.class)
                .check(CLASSES);
    }

    @Test
    void connections_are_taken_through_one_gate() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("clarify.journal.ConnectionGate")
                .and()
                .doNotHaveFullyQualifiedName("clarify.journal.Migrations") // before all others
                .and()
                .doNotHaveFullyQualifiedName("clarify.journal.NewProfiles") // the one that its transaction has
                .should()
                .callMethod(DataSource.class, "getConnection")
                .check(CLASSES);
    }

    /** They have few threads, and count the limits of all that waits: a task that waits itself stops the clock. */
    @Test
    void on_the_threads_of_the_timer_nothing_waits_for_the_database() {
        noClasses()
                .that()
                .haveNameNotMatching(
                        "clarify\\.(journal\\.(Database|TimedConnections|Transactions)(\\$.*)?|rest\\.Bodies)")
                .and()
                .doNotHaveFullyQualifiedName("clarify.redis.CircuitProbe") // Redis answers within its deadline
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ScheduledExecutorService.class)
                .check(CLASSES);
    }

    @Test
    void whatever_needs_the_database_takes_a_place_for_its_requests() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage("clarify.rest")
                .and()
                .haveRawType(annotatedWith(DatabaseWork.class))
                .should()
                .beDeclaredInClassesThat()
                .areAnnotatedWith("clarify.rest.JournalRequest")
                .check(CLASSES);
    }

    @Test
    void whoever_calls_a_mutation_fires_its_event() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("clarify.journal")
                .should(fireTheEventOfEachMutation())
                .check(CLASSES);
    }

    @Test
    void names_are_terms() {
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
                .check(CLASSES);
    }

    @Test
    void no_package_is_for_leftovers() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..misc..", "..impl..")
                .check(CLASSES);
    }

    @Test
    void no_package_is_in_two_modules() {
        Map<String, Set<String>> modules = CLASSES.stream()
                .collect(groupingBy(JavaClass::getPackageName, mapping(ArchitectureTest::module, toSet())));

        assertThat(modules)
                .allSatisfy((room, homes) -> assertThat(homes).as(room).hasSize(1));
    }

    @Test
    void every_package_is_documented_and_null_marked() {
        Stream<String> rooms = CLASSES.stream().map(JavaClass::getPackageName).distinct();

        assertThat(rooms)
                .allSatisfy(
                        room -> assertThat(CLASSES.get(room + ".package-info").isAnnotatedWith(NullMarked.class))
                                .as(room)
                                .isTrue());
    }

    /** Also a result that is assigned to a variable has to be fired, which the compiler does not check. */
    private static ArchCondition<JavaCodeUnit> fireTheEventOfEachMutation() {
        return new ArchCondition<>("fire the event of each mutation") {
            @Override
            public void check(JavaCodeUnit caller, ConditionEvents events) {
                long mutations = Stream.<JavaCodeUnitAccess<?>>concat(
                                caller.getMethodCallsFromSelf().stream(), caller.getMethodReferencesFromSelf().stream())
                        .filter(access -> access.getTarget().getRawReturnType().isEquivalentTo(MutationResult.class))
                        .count();
                long fired = caller.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(MutationResult.class)
                                && call.getName().equals("fire"))
                        .count();
                events.add(new SimpleConditionEvent(
                        caller,
                        mutations == fired,
                        "%s fires the event of %d of %d mutations".formatted(caller.getFullName(), fired, mutations)));
            }
        };
    }

    private static void dependsOnlyOn(String origin, String... others) {
        noClasses()
                .that()
                .resideInAPackage(origin)
                .should()
                .dependOnClassesThat(resideInAPackage("clarify..").and(not(resideInAnyPackage(and(others, origin)))))
                .check(CLASSES);
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
