package clarify.cluster;

import clarify.testkit.Programs;
import clarify.testkit.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the threads of a JVM were while they ran Java, from the samples of its flight recorder. A sample belongs to the layer of
 * its innermost frame that one of the layers knows: what a map or a cipher of the JDK costs is counted to whoever called it.
 */
final class CpuProfile {
    private static final String CDI = "CDI, interceptors, Fault Tolerance";
    private static final Map<String, List<String>> LAYERS = layers();
    static final String OTHER = "other";

    private final Map<String, Integer> samples = new HashMap<>();
    private final Map<String, Integer> methods = new HashMap<>();
    private int all;

    private CpuProfile() {}

    /** The names of all layers, in the order of the report. */
    static List<String> names() {
        return Stream.concat(LAYERS.keySet().stream(), Stream.of(OTHER)).toList();
    }

    /** Names of classes by how they begin. The first layer that knows a frame has it. */
    private static Map<String, List<String>> layers() {
        Map<String, List<String>> layers = new LinkedHashMap<>();
        layers.put("token", List.of("clarify.token.", "com.nimbusds."));
        layers.put(
                CDI,
                List.of(
                        "org.jboss.weld.",
                        "org.jboss.invocation.",
                        "org.jboss.as.weld.",
                        "org.jboss.interceptor.",
                        "io.smallrye.faulttolerance.",
                        "fish.payara.microprofile.faulttolerance.",
                        "fish.payara.fault.",
                        "com.sun.proxy.",
                        "jdk.proxy"));
        layers.put(
                "logging and audit",
                List.of(
                        "clarify.logging.",
                        "clarify.rest.Audit",
                        "java.util.logging.",
                        "org.jboss.logmanager.",
                        "org.jboss.logging.",
                        "com.sun.enterprise.server.logging.",
                        "com.sun.common.util.logging.",
                        "fish.payara.logging.",
                        "fish.payara.enterprise.server.logging."));
        layers.put(
                "metrics and traces",
                List.of("io.micrometer.", "clarify.metrics.", "clarify.trace.", "io.opentelemetry."));
        layers.put("Redis exchange", List.of("clarify.redis.", "redis.clients."));
        layers.put("JSON", List.of("com.fasterxml."));
        layers.put("own code for HTTP", List.of("clarify.rest.", "clarify.guest."));
        layers.put("own code for the context", List.of("clarify."));
        layers.put(
                "JAX-RS",
                List.of(
                        "org.jboss.resteasy.",
                        "org.glassfish.jersey.",
                        "org.glassfish.hk2.",
                        "org.jvnet.hk2.",
                        "jakarta.ws.rs."));
        layers.put(
                "server",
                List.of(
                        "io.undertow.",
                        "org.xnio.",
                        "org.jboss.",
                        "org.wildfly.",
                        "io.smallrye.",
                        "org.apache.catalina.",
                        "org.glassfish.",
                        "com.sun.enterprise.",
                        "fish.payara.",
                        "jakarta."));
        return layers;
    }

    /** Samples every 10 ms what the node does meanwhile. */
    static CpuProfile of(Node node, String name, Runnable load) {
        Path file = TestEnvironment.file("clarify.servers").toPath().resolve("http-load-" + name + ".jfr");
        jcmd(node, "JFR.start", "name=http", "settings=profile");
        load.run();
        jcmd(node, "JFR.stop", "name=http", "filename=" + file);
        CpuProfile profile = new CpuProfile();
        try (var recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    profile.add(event.getStackTrace().getFrames());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profile;
    }

    private static void jcmd(Node node, String... command) {
        Programs.output(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                String.valueOf(node.pid())),
                        Stream.of(command))
                .toArray(String[]::new));
    }

    private void add(List<RecordedFrame> innermostFirst) {
        all++;
        Entry<String, String> found = innermostFirst.stream()
                .map(CpuProfile::name)
                .flatMap(name -> layer(name).map(layer -> Map.entry(layer, name)).stream())
                .findFirst()
                .orElseGet(() -> Map.entry(OTHER, innermostFirst.isEmpty() ? "?" : name(innermostFirst.get(0))));
        samples.merge(found.getKey(), 1, Integer::sum);
        methods.merge(found.getKey() + ": " + found.getValue(), 1, Integer::sum);
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    private static Optional<String> layer(String method) {
        if (method.contains("$_$$_Weld")) {
            return Optional.of(CDI);
        }
        return LAYERS.entrySet().stream()
                .filter(layer -> layer.getValue().stream().anyMatch(method::startsWith))
                .map(Entry::getKey)
                .findFirst();
    }

    /** Percent of all samples. */
    double percent(String layer) {
        return 100.0 * samples.getOrDefault(layer, 0) / Math.max(1, all);
    }

    /** The methods to which most samples belong, a line each. */
    String details() {
        return methods.entrySet().stream()
                .sorted(Entry.<String, Integer>comparingByValue().reversed())
                .limit(60)
                .map(each -> "%5.1f %s%n".formatted(100.0 * each.getValue() / Math.max(1, all), each.getKey()))
                .collect(Collectors.joining("", all + " samples\n", ""));
    }
}
