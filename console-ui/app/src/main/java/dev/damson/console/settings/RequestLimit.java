package dev.damson.console.settings;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * No request takes the console's memory: what says that it is too long is refused before it is read, what does not say
 * is read so far and no further. First of all filters, so that it holds for who has not signed in too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestLimit extends OncePerRequestFilter {
    /**
     * Files of 4 MB, about 10,000 rules, with what JSON adds to them. Such a file can hold 2,000,000 values, whose nodes
     * take half of the console's heap.
     */
    static final int MOST_BYTES = 5_000_000;

    private final JsonMapper json = JsonMapper.shared();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length > MOST_BYTES) {
            var refused = new RequestTooLarge("%,d bytes".formatted(length));
            response.setStatus(refused.problem().getStatus());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().write(json.writeValueAsString(refused.problem()));
            return;
        }
        boolean endless = length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        chain.doFilter(endless ? new Counted(request) : request, response);
    }

    /** A request that does not say how long it is. */
    private static final class Counted extends HttpServletRequestWrapper {
        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedInput(super.getInputStream());
        }

        @Override
        public BufferedReader getReader() throws IOException {
            var encoding = getCharacterEncoding();
            var charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class CountedInput extends ServletInputStream {
        private final ServletInputStream input;
        private long read;

        CountedInput(ServletInputStream input) {
            this.input = input;
        }

        @Override
        public int read() throws IOException {
            int octet = input.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = input.read(into, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) throws RequestTooLarge {
            read += more;
            if (read > MOST_BYTES) {
                throw new RequestTooLarge("no end");
            }
        }

        @Override
        public boolean isFinished() {
            return input.isFinished();
        }

        @Override
        public boolean isReady() {
            return input.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            input.setReadListener(listener);
        }
    }
}
