package dev.damson.launcher.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private final Account self = Account.ofThisProcess();
    private DataFolder data;
    private Secrets secrets;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        data = new DataFolder(folder.resolve("data"));
        data.prepare(self, self);
        secrets = new Secrets(data, self, self);
    }

    @Test
    void aSecretIsMadeOnce() throws IOException {
        var first = Files.readString(secrets.neo4jPassword());
        assertThat(Files.readString(secrets.neo4jPassword())).isEqualTo(first).hasSize(33);
        assertThat(secrets.kafkaPassword("director")).isNotEqualTo(secrets.kafkaPassword("collector"));
    }

    @Test
    void whatTheDirectorSignsTheEdgeVerifies() throws Exception {
        var key = secrets.directorKey();
        var factory = KeyFactory.getInstance("Ed25519");
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(decode(key.privateKey(), "PRIVATE KEY"))));
        signer.update(new byte[] {1, 2, 3});
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(factory.generatePublic(new X509EncodedKeySpec(decode(key.publicKey(), "PUBLIC KEY"))));
        verifier.update(new byte[] {1, 2, 3});

        assertThat(verifier.verify(signer.sign())).isTrue();
        assertThat(key.publicKeyOfEdge()).hasSameTextualContentAs(key.publicKey());
        assertThat(secrets.directorKey()).isEqualTo(key);
    }

    @Test
    void theClientFileOfAPrincipalHoldsItsPassword() throws IOException {
        var file = secrets.kafkaClientFile("console", false);

        assertThat(Files.readAllLines(file))
                .contains("security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN")
                .anyMatch(line -> line.contains(
                        "username=\"console\" password=\"%s\";".formatted(read("kafka-console.password"))));
    }

    @Test
    void theEdgesClientFileLiesWhereOnlyRootCanRead() throws IOException {
        assertThat(secrets.kafkaClientFile("edge-1", true)).hasParent(data.edgeSecrets());
    }

    @Test
    void aNewDemoPasswordReplacesOnlyThatLine() throws IOException {
        var before = secrets.demoAccounts();
        secrets.replaceDemoPassword("ana", "another");
        var after = secrets.demoAccounts();

        assertThat(before.isNew()).isTrue();
        assertThat(after.isNew()).isFalse();
        assertThat(after.lines())
                .containsExactly(
                        before.lines().get(0),
                        before.lines().get(1),
                        "ana:another",
                        before.lines().get(3));
    }

    private String read(String name) {
        try {
            return Files.readString(data.secrets().resolve(name)).strip();
        } catch (IOException cause) {
            throw new AssertionError(cause);
        }
    }

    private static byte[] decode(Path pem, String label) throws IOException {
        var text = Files.readString(pem);
        assertThat(text).startsWith("-----BEGIN " + label + "-----\n").endsWith("-----END " + label + "-----\n");
        return Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
    }
}
