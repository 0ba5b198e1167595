package dev.damson.topology.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    @Test
    void onlyTheSamePasswordVerifies() {
        var kept = PasswordHash.hash("correct horse".toCharArray());

        assertThat(PasswordHash.verify("correct horse".toCharArray(), kept)).isTrue();
        assertThat(PasswordHash.verify("correct horsf".toCharArray(), kept)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(PasswordHash.hash("same".toCharArray())).isNotEqualTo(PasswordHash.hash("same".toCharArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "pbkdf2-sha256$x$AAAA$AAAA",
                "pbkdf2-sha256$0$AAAA$AAAA",
                "pbkdf2-sha256$99999999$AAAA$AAAA",
                "pbkdf2-sha256$1$$AAAA",
                "pbkdf2-sha256$1$!!$AAAA",
                "bcrypt$1$AAAA$AAAA"
            })
    void aTextOfNoKnownSchemeNeverVerifies(String kept) {
        assertThat(PasswordHash.verify(kept.toCharArray(), kept)).isFalse();
    }
}
