package dev.damson.policy.ebpf;

import java.util.ArrayList;
import java.util.List;

/** What a listing shows before an instruction; filled while the instruction is still to come. */
record Notes(List<String> sections, List<String> labels, List<String> comments) {
    Notes() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
