package dev.damson.console.security;

import dev.damson.director.Director;
import dev.damson.topology.people.Person;
import dev.damson.topology.store.GraphUnavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Signs people in with the accounts of the graph. */
@Component
class GraphSignIn implements AuthenticationProvider {
    private final Director director;
    private final Attempts attempts;

    GraphSignIn(Director director, Attempts attempts) {
        this.director = director;
        this.attempts = attempts;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        var name = request.getName();
        if (!attempts.mayTry(name)) {
            throw new LockedException("too many attempts");
        }
        var person = signIn(name, String.valueOf(request.getCredentials()));
        if (person == null) {
            attempts.failed(name);
            throw new BadCredentialsException("name or password is wrong");
        }
        attempts.succeeded(name);
        var authorities = person.roles().stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(person.name(), null, authorities);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private @Nullable Person signIn(String name, String password) {
        try {
            return director.signIn(name, password.toCharArray()).orElse(null);
        } catch (GraphUnavailable e) {
            throw new AuthenticationServiceException("the graph does not answer", e);
        }
    }
}
