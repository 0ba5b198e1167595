package dev.damson.console.api;

import dev.damson.console.settings.RequestTooLarge;
import dev.damson.director.NotPermitted;
import dev.damson.topology.store.GraphUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;

/** Failures as problem documents whose detail is one sentence for a person. */
@RestControllerAdvice(basePackageClasses = ApiFailures.class)
class ApiFailures extends ResponseEntityExceptionHandler {
    /** The body is no JSON, is not in UTF-8, lacks a field, or does not end. */
    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure.getRootCause() instanceof RequestTooLarge large) {
            return handleExceptionInternal(failure, large.problem(), headers, HttpStatus.CONTENT_TOO_LARGE, request);
        }
        if (failure.getCause() instanceof JacksonException malformed) {
            var detail = ProblemDetail.forStatusAndDetail(status, sentence(malformed));
            return handleExceptionInternal(failure, detail, headers, status, request);
        }
        return super.handleHttpMessageNotReadable(failure, headers, status, request);
    }

    private static String sentence(JacksonException malformed) {
        var place = malformed.getLocation();
        return "the request is not the JSON in UTF-8 that is read here: line %d, column %d: %s"
                .formatted(place.getLineNr(), place.getColumnNr(), malformed.getOriginalMessage());
    }

    @ExceptionHandler
    ProblemDetail notPermitted(NotPermitted refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, refused.getMessage());
    }

    @ExceptionHandler
    ProblemDetail wrongArgument(IllegalArgumentException wrong) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, wrong.getMessage());
    }

    @ExceptionHandler
    ProblemDetail graphUnavailable(GraphUnavailable failed) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "the graph does not answer; nothing was changed");
    }
}
