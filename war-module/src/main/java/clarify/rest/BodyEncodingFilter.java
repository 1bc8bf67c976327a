package clarify.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses bodies that say that they are compressed or not in UTF-8: nobody here would decode them. */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class BodyEncodingFilter implements ContainerRequestFilter {

    private static final String IDENTITY = "identity";
    private static final Pattern COMMA = Pattern.compile(",");

    /** Each text in ASCII is the same text in UTF-8. */
    private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");

    @Override
    public void filter(ContainerRequestContext request) {
        if (!BodyLimitFilter.mayHaveBody(request)) {
            return;
        }
        List<String> encodings = request.getHeaders().getOrDefault(HttpHeaders.CONTENT_ENCODING, List.of());
        if (!encodings.stream().allMatch(BodyEncodingFilter::isPlain)) {
            Problem problem = Problem.of(ProblemType.UNSUPPORTED_ENCODING);
            throw new WebApplicationException(
                    problem.detail(),
                    Response.fromResponse(problem.response())
                            .header(HttpHeaders.ACCEPT_ENCODING, IDENTITY)
                            .build());
        }
        MediaType type = request.getMediaType();
        if (type != null && !isUtf8(type)) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE).exception();
        }
    }

    private static boolean isPlain(String line) {
        return COMMA.splitAsStream(line)
                .map(String::strip)
                .allMatch(encoding -> encoding.isEmpty() || encoding.equalsIgnoreCase(IDENTITY));
    }

    private static boolean isUtf8(MediaType type) {
        String charset = type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || CHARSETS.contains(charset.toLowerCase(Locale.ROOT));
    }
}
