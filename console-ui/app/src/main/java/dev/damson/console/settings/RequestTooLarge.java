package dev.damson.console.settings;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request's body is longer than what is read. */
public final class RequestTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    RequestTooLarge(String size) {
        super("the request has %s, more than the %,d that are read: give fewer files at once, or split the file"
                .formatted(size, RequestLimit.MOST_BYTES));
    }

    /** Says it in one sentence, as RFC 9457 has it. */
    public ProblemDetail problem() {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, getMessage());
    }
}
