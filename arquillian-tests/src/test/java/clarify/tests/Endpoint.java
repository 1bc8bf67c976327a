package clarify.tests;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** An endpoint of the contract and the role that may call it. */
record Endpoint(String method, String path, String role) {
    static final List<String> ROLES = List.of("user", "agent", "admin");

    private static final List<Endpoint> ALL = List.of(
            new Endpoint("GET", "/context", "user"),
            new Endpoint("GET", "/users/{id}/context", "agent"),
            new Endpoint("GET", "/users/me", "user"),
            new Endpoint("PUT", "/users/me", "user"),
            new Endpoint("PATCH", "/users/me", "user"),
            new Endpoint("DELETE", "/users/me", "user"),
            new Endpoint("GET", "/users/me/export", "user"),
            new Endpoint("GET", "/dreams", "user"),
            new Endpoint("POST", "/dreams", "user"),
            new Endpoint("GET", "/dreams/{id}", "user"),
            new Endpoint("PATCH", "/dreams/{id}", "user"),
            new Endpoint("DELETE", "/dreams/{id}", "user"),
            new Endpoint("PUT", "/dreams/{id}/status", "user"),
            new Endpoint("GET", "/reflections", "user"),
            new Endpoint("POST", "/reflections", "user"),
            new Endpoint("GET", "/reflections/{id}", "user"),
            new Endpoint("DELETE", "/reflections/{id}", "user"),
            new Endpoint("GET", "/sessions", "user"),
            new Endpoint("POST", "/sessions", "user"),
            new Endpoint("GET", "/sessions/{id}", "user"),
            new Endpoint("PATCH", "/sessions/{id}", "user"),
            new Endpoint("DELETE", "/sessions/{id}", "user"),
            new Endpoint("PUT", "/sessions/{id}/status", "user"),
            new Endpoint("GET", "/sessions/{id}/messages", "user"),
            new Endpoint("POST", "/sessions/{id}/messages", "user"),
            new Endpoint("GET", "/users/{id}/profile", "agent"),
            new Endpoint("GET", "/users/{id}/sessions", "agent"),
            new Endpoint("POST", "/users/{id}/sessions", "agent"),
            new Endpoint("GET", "/users/{id}/sessions/{id}", "agent"),
            new Endpoint("POST", "/users/{id}/sessions/{id}/turns", "agent"),
            new Endpoint("POST", "/users/{id}/sessions/{id}/turns/explained", "agent"),
            new Endpoint("DELETE", "/users/{id}/patterns/{id}", "agent"),
            new Endpoint("GET", "/users/{id}/sessions/{id}/messages", "agent"),
            new Endpoint("POST", "/users/{id}/sessions/{id}/messages", "agent"),
            new Endpoint("GET", "/patterns", "user"),
            new Endpoint("DELETE", "/patterns/{id}", "user"),
            new Endpoint("GET", "/users/{id}/patterns", "agent"),
            new Endpoint("POST", "/users/{id}/patterns", "agent"),
            new Endpoint("GET", "/admin/users/{id}/context", "admin"),
            new Endpoint("GET", "/admin/cache/users/{id}", "admin"),
            new Endpoint("GET", "/admin/cache", "admin"),
            new Endpoint("DELETE", "/admin/cache", "admin"),
            new Endpoint("POST", "/admin/cache/circuit/reset", "admin"),
            new Endpoint("DELETE", "/admin/cache/kinds/{kind}", "admin"),
            new Endpoint("DELETE", "/admin/cache/users/{id}", "admin"),
            new Endpoint("POST", "/admin/cache/users/{id}/warm", "admin"),
            new Endpoint("GET", "/admin/nodes", "admin"),
            new Endpoint("GET", "/admin/outbox", "admin"),
            new Endpoint("GET", "/context/explained", "user"),
            new Endpoint("GET", "/users/{id}/context/explained", "agent"),
            new Endpoint("GET", "/metrics", "admin"));

    static Stream<Endpoint> all() {
        return ALL.stream();
    }

    /** The path with unknown ids. */
    String anyPath() {
        return path.replace("{kind}", "dreams")
                .replace("{id}", UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
