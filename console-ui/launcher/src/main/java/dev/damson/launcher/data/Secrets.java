package dev.damson.launcher.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The secrets of an installation, each made once, in a file of mode 0600 that belongs to the user whose process needs
 * it.
 */
public final class Secrets {
    /** Demo accounts, in the order in which they are shown. */
    public static final List<String> DEMO_ACCOUNTS = List.of("platform", "alice", "ana", "gil");

    /** Kafka principals of processes that run under the unprivileged user. */
    public static final List<String> PRINCIPALS = List.of("director", "collector", "console");

    /** The principal of the broker itself. */
    public static final String BROKER = "admin";

    /** 62^32 is about 2^190: no work to guess, and still one line. */
    private static final int SECRET_LENGTH = 32;

    /** For people: 12 signs out of 31 are 59 bits, behind a slow hash and a limit on attempts. */
    private static final int PASSWORD_LENGTH = 12;

    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** No sign that looks like another one. */
    private static final String CLEAR_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataFolder data;
    private final Account user;
    private final Account launcher;

    public Secrets(DataFolder data, Account user, Account launcher) {
        this.data = data;
        this.user = user;
        this.launcher = launcher;
    }

    /** The password of a principal of the local Kafka. */
    public String kafkaPassword(String principal) throws IOException {
        return secret(data.secrets().resolve("kafka-" + principal + ".password"), user);
    }

    /** The client settings of a principal of the local Kafka; the edge's lie where only root can read them. */
    public Path kafkaClientFile(String principal, boolean edge) throws IOException {
        var owner = edge ? launcher : user;
        var folder = edge ? data.edgeSecrets() : data.secrets();
        var text = """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=PLAIN
                sasl.jaas.config=%s required username="%s" password="%s";
                """.formatted(
                        "org.apache.kafka.common.security.plain.PlainLoginModule", principal, kafkaPassword(principal));
        return keep(folder.resolve("kafka-" + principal + ".properties"), text, owner);
    }

    /** Client settings for a Kafka of the user's own that asks for no authentication. */
    public Path plainClientFile() throws IOException {
        return keep(data.run().resolve("kafka-plain.properties"), "security.protocol=PLAINTEXT\n", user);
    }

    public Path neo4jPassword() throws IOException {
        var path = data.secrets().resolve("neo4j-password");
        secret(path, user);
        return path;
    }

    /** The token of the online verbs. */
    public Path cliToken() throws IOException {
        var path = data.secrets().resolve("cli-token");
        secret(path, user);
        return path;
    }

    /** What the set-up page asks for while there is no account. */
    public Path setUpToken() throws IOException {
        var path = data.secrets().resolve("setup-token");
        secret(path, user);
        return path;
    }

    /** The demo accounts as {@code user:password} lines. */
    public record DemoAccounts(Path file, List<String> lines, boolean isNew) {}

    public DemoAccounts demoAccounts() throws IOException {
        var path = data.secrets().resolve("demo-accounts");
        var existing = read(path);
        if (existing.isPresent()) {
            return new DemoAccounts(path, existing.get().lines().toList(), false);
        }
        var lines =
                DEMO_ACCOUNTS.stream().map(name -> name + ":" + newPassword()).toList();
        PrivateFiles.write(data, path, String.join("\n", lines) + "\n", user);
        return new DemoAccounts(path, lines, true);
    }

    /** Keeps the file in step with the graph, so that nobody is told a password that no longer holds. */
    public void replaceDemoPassword(String name, String password) throws IOException {
        var path = data.secrets().resolve("demo-accounts");
        var existing = read(path);
        if (existing.isPresent()) {
            var lines = existing.get()
                    .lines()
                    .map(line -> line.startsWith(name + ":") ? name + ":" + password : line)
                    .toList();
            PrivateFiles.write(data, path, String.join("\n", lines) + "\n", user);
        }
    }

    public static String newPassword() {
        return random(CLEAR_SIGNS, PASSWORD_LENGTH);
    }

    /**
     * The director's signing key.
     *
     * @param privateKey PKCS#8 in PEM, for the director
     * @param publicKey X.509 in PEM, what collector and console trust
     * @param publicKeyOfEdge likewise, where the edge's user finds it
     */
    public record DirectorKey(Path privateKey, Path publicKey, Path publicKeyOfEdge) {}

    public DirectorKey directorKey() throws IOException {
        var key = new DirectorKey(
                data.secrets().resolve("director-key.pem"),
                data.secrets().resolve("director-public-key.pem"),
                data.edgeSecrets().resolve("director-public-key.pem"));
        if (read(key.privateKey()).isEmpty() || read(key.publicKeyOfEdge()).isEmpty()) {
            try {
                var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                PrivateFiles.write(
                        data,
                        key.publicKeyOfEdge(),
                        pem("PUBLIC KEY", pair.getPublic().getEncoded()),
                        launcher);
                PrivateFiles.write(
                        data,
                        key.privateKey(),
                        pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                        user);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK since 15 has Ed25519", impossible);
            }
        }
        keep(key.publicKey(), read(key.publicKeyOfEdge()).orElseThrow(), user);
        return key;
    }

    private static String pem(String label, byte[] encoded) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
    }

    private String secret(Path path, Account owner) throws IOException {
        var existing = read(path);
        if (existing.isPresent()) {
            return existing.get().strip();
        }
        var secret = random(SIGNS, SECRET_LENGTH);
        PrivateFiles.write(data, path, secret + "\n", owner);
        return secret;
    }

    private Path keep(Path path, String text, Account owner) throws IOException {
        if (!PrivateFiles.hasText(path, text)) {
            PrivateFiles.write(data, path, text, owner);
        }
        return path;
    }

    private static Optional<String> read(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readString(path))
                : Optional.empty();
    }

    private static String random(String signs, int length) {
        return RANDOM.ints(length, 0, signs.length())
                .collect(StringBuilder::new, (text, sign) -> text.append(signs.charAt(sign)), StringBuilder::append)
                .toString();
    }
}
