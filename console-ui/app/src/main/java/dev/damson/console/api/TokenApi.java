package dev.damson.console.api;

import dev.damson.console.security.PersonalTokens;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Gives people a token for the other requests; the only one that needs none itself. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokenApi {
    record Credentials(String name, String password) {}

    /** @param expires RFC 3339 */
    record Token(String token, String expires) {}

    private final PersonalTokens tokens;

    TokenApi(PersonalTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping
    Token issue(@RequestBody Credentials credentials) {
        return tokens.issue(credentials.name(), credentials.password().toCharArray())
                .map(issued -> new Token(issued.token(), issued.until().toString()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.FORBIDDEN, "name or password is wrong, or was wrong too often: wait a little"));
    }
}
