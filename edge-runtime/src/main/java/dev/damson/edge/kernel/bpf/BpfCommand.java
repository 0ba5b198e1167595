package dev.damson.edge.kernel.bpf;

/** The commands of bpf(2) that the edge uses (enum bpf_cmd of linux/bpf.h). */
enum BpfCommand {
    MAP_CREATE(0),
    MAP_LOOKUP_ELEM(1),
    MAP_UPDATE_ELEM(2),
    MAP_DELETE_ELEM(3),
    MAP_GET_NEXT_KEY(4),
    PROG_LOAD(5),
    OBJ_PIN(6),
    OBJ_GET(7),
    PROG_TEST_RUN(10),
    PROG_GET_FD_BY_ID(13),
    MAP_GET_FD_BY_ID(14),
    OBJ_GET_INFO_BY_FD(15),
    PROG_QUERY(16),
    MAP_FREEZE(22),
    MAP_LOOKUP_BATCH(24),
    MAP_UPDATE_BATCH(26),
    LINK_CREATE(28),
    LINK_UPDATE(29),
    LINK_GET_FD_BY_ID(30),
    LINK_DETACH(34);

    final int number;

    BpfCommand(int number) {
        this.number = number;
    }
}
