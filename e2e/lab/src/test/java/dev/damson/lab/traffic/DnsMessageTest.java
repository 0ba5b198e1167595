package dev.damson.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.damson.lab.LaboratoryFixture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsMessageTest {
    private static final short ID = 0x4242;
    private final Zone zone = new Zone(LaboratoryFixture.shops(), "acme");

    @ParameterizedTest
    @CsvSource({
        "web-1.shop.example, 1, 1",
        "WEB-1.shop.example, 28, 1",
        "web-1.shop.example, 16, 0",
        "web-9.shop.example, 1, 0",
        "fw-1.shop.example, 1, 0",
        "web-1.example, 1, 0",
    })
    void answersWithTheAddressesOfTheZone(String name, short type, int records) throws IOException {
        var answer = DnsMessage.answer(ByteBuffer.wrap(DnsMessage.question(ID, name, type)), zone);
        assertThat(DnsMessage.answers(ByteBuffer.wrap(answer), ID)).isEqualTo(records);
    }

    @Test
    void endsAnAnswerWithTheAddress() throws IOException {
        var question = DnsMessage.question(ID, "db-1.shop.example", DnsMessage.TYPE_A);
        var answer = DnsMessage.answer(ByteBuffer.wrap(question), zone);
        assertThat(answer).endsWith(0, 0, 0, 60, 0, 4, 10, 1, 0, 31);
    }

    @Test
    void refusesACutQuestionAndAStrangeAnswer() {
        var question = DnsMessage.question(ID, "db-1.shop.example", DnsMessage.TYPE_A);
        for (var length = 0; length < question.length - 2; length++) {
            var cut = ByteBuffer.wrap(Arrays.copyOf(question, length));
            assertThatThrownBy(() -> DnsMessage.answer(cut, zone)).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> DnsMessage.answers(ByteBuffer.wrap(question), (short) 1))
                .isInstanceOf(IOException.class);
    }
}
