package dev.damson.policy.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.damson.policy.ebpf.Assembler;
import dev.damson.policy.ebpf.Register;
import dev.damson.wire.program.Dispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes that an edge carries are what the assembler makes. */
class DispatcherTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 1", "1023, 255", "287454020, 85"})
    void theDispatcherIsTheAssembledOne(int portSlot, int domainSlot) {
        assertEquals(DispatcherProgram.emit(portSlot, domainSlot).assemble(), Dispatcher.image(portSlot, domainSlot));
    }

    @Test
    void theTunnelsDispatcherIsTheAssembledOne() {
        assertEquals(TunnelDispatcherProgram.emit().assemble(), Dispatcher.tunnel());
    }

    @Test
    void theGuardDropsEverything() {
        assertEquals(
                new Assembler("drop-all").mov(Register.R0, Skb.ACT_SHOT).exit().assemble(), Dispatcher.dropAll());
    }
}
