package dev.damson.policy.ebpf.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reservations of ring buffers: each is submitted or discarded exactly once before the program ends. */
final class RingCalls {
    private record Reservation(Ring ring, Region region) {}

    private final Registers registers;
    private final List<Reservation> open = new ArrayList<>();

    RingCalls(Registers registers) {
        this.registers = registers;
    }

    void begin() {
        open.forEach(reservation -> reservation.ring().release(reservation.region()));
        open.clear();
    }

    void reserve(Ring ring) {
        var size = registers.value[2];
        var flags = registers.value[3];
        var region = flags == 0 ? ring.reserve(size) : null;
        if (region != null) {
            open.add(new Reservation(ring, region));
        }
        registers.clobber();
        registers.nullable(0, Kind.RESERVATION_OR_NULL, region);
    }

    void release(boolean submits) {
        if (registers.value[1] != 0) {
            throw Refusal.of("R1 points %d bytes into its reservation, not to its beginning", registers.value[1]);
        }
        var region = (Region) Objects.requireNonNull(registers.referent[1]);
        for (var reservation : open) {
            if (reservation.region().equals(region)) {
                if (submits) {
                    reservation.ring().submit(region, registers.value[2]);
                } else {
                    reservation.ring().release(region);
                }
            }
        }
        open.removeIf(reservation -> reservation.region().equals(region));
        registers.forget(region);
    }

    void requireNothingReserved(String when) {
        if (!open.isEmpty()) {
            throw Refusal.of("%d ring buffer reservations are neither submitted nor discarded %s", open.size(), when);
        }
    }
}
