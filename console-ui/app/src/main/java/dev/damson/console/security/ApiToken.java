package dev.damson.console.security;

import dev.damson.console.settings.ConsoleSettings;
import dev.damson.director.Actor;
import dev.damson.topology.people.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The token of the machine's own command line. Its file has mode 0600, so who presents it may act for the machine: for
 * the laboratory's tenant where there is one, for the platform otherwise.
 */
@Component
public class ApiToken {
    private static final Logger LOG = LoggerFactory.getLogger(ApiToken.class);
    private static final String LABORATORY_TENANT = "acme";
    private static final String NAME = "command-line";

    private final ConsoleSettings settings;

    ApiToken(ConsoleSettings settings) {
        this.settings = settings;
    }

    /** Who presents this token; empty when it is not known. */
    public Optional<Actor> actor(String token) {
        var presented = token.getBytes(StandardCharsets.UTF_8);
        return expected()
                .filter(known -> MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), presented))
                .map(known -> settings.laboratory()
                        ? new Actor(
                                NAME, Optional.of(LABORATORY_TENANT), Set.of(Role.TENANT_ADMIN, Role.PAYLOAD_TAPPER))
                        : new Actor(NAME, Optional.empty(), Set.of(Role.PLATFORM_ADMIN)));
    }

    private Optional<String> expected() {
        var file = settings.commandLineTokenFile();
        try {
            return Files.isReadable(file)
                    ? Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read the token of the command line, so it is refused", e);
            return Optional.empty();
        }
    }
}
