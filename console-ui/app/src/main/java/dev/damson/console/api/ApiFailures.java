package dev.damson.console.api;

import dev.damson.director.NotPermitted;
import dev.damson.topology.store.GraphUnavailable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Failures as problem documents whose detail is one sentence for a person. */
@RestControllerAdvice(basePackageClasses = ApiFailures.class)
class ApiFailures extends ResponseEntityExceptionHandler {
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
