package clarify.rest;

import clarify.text.Texts;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Records who has done what to whose data: every access of an agent or administrator to a person's data, every other change of an
 * administrator, every deletion, every export and every refusal. Each answer passes here, so no resource can forget it.
 */
@Provider
public class AuditFilter implements ContainerResponseFilter {

    static final String ACTION = AuditFilter.class.getName() + ".action";
    /** The parameters of paths that say whose data it is about. */
    static final List<String> SUBJECTS = List.of(AuditedAction.USER, "kind");

    /** Those that say which row. */
    static final List<String> ROWS = List.of("id", "sessionId");

    private static final String RECORDED = AuditFilter.class.getName() + ".recorded";

    private static final Set<Integer> REFUSALS = Set.of(401, 403, 428);
    private static final int NOT_MODIFIED = 304;

    /** What a caller writes into a path is as long as they like. */
    private static final int LONGEST = 100;

    private static final String ALL = "all";

    private final Audit audit;
    private final Caller caller;

    @Inject
    AuditFilter(Audit audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** For RESTEasy. */
    @SuppressWarnings("NullAway")
    public AuditFilter() {
        this(null, null);
    }

    /** An answer that cannot be written is followed by another one, which is no other access. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(RECORDED) == null) {
            request.setProperty(RECORDED, true);
            record(request, response);
        }
    }

    private void record(ContainerRequestContext request, ContainerResponseContext response) {
        Optional<AuditedAction> action = Optional.ofNullable((AuditedAction) request.getProperty(ACTION));
        int status = response.getStatus();
        if (REFUSALS.contains(status)) {
            audit.refused(
                    caller.who(),
                    action.map(AuditedAction::name).orElse(request.getMethod()),
                    action.map(known -> subject(known, request)).orElseGet(() -> place(request)),
                    status);
        } else if (response.getEntity() instanceof Export export) {
            action.ifPresent(known -> recordAtTheEnd(export, known, request, status));
        } else {
            boolean isDone = response.getStatusInfo().getFamily() == Family.SUCCESSFUL || status == NOT_MODIFIED;
            action.filter(known -> isDone ? known.isAuditedWhenDone() : known.isAccess())
                    .ifPresent(known -> audit.record(
                            known, caller.who(), subject(known, request), inPath(ROWS, request), isDone, status));
        }
    }

    /** Then it is known whether somebody has all of it, or a part. */
    private void recordAtTheEnd(Export export, AuditedAction action, ContainerRequestContext request, int status) {
        String who = caller.who();
        String subject = subject(action, request);
        export.whenEnded(isComplete -> audit.record(action, who, subject, Optional.empty(), isComplete, status));
    }

    /** Whose data it is. */
    private String subject(AuditedAction action, ContainerRequestContext request) {
        if (action.isOfUsers()) {
            return String.valueOf(caller.person());
        }
        return inPath(SUBJECTS, request).orElse(ALL);
    }

    /** The first of these parameters that the path has. */
    private static Optional<String> inPath(List<String> names, ContainerRequestContext request) {
        MultivaluedMap<String, String> path = request.getUriInfo().getPathParameters();
        return names.stream()
                .flatMap(name -> Stream.ofNullable(path.getFirst(name)))
                .findFirst()
                .map(AuditFilter::shortened);
    }

    /** The words of the path alone: whatever else is in it may be a token that somebody has put into the wrong place. */
    private static String place(ContainerRequestContext request) {
        String path = "/" + request.getUriInfo().getPath();
        return shortened(path.replaceAll("/+", "/").replaceAll("[^/]*[^/a-z][^/]*", "-"));
    }

    private static String shortened(String text) {
        return Texts.shorten(text, LONGEST);
    }
}
