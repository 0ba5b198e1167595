package dev.damson.policy.ebpf;

import java.util.ArrayList;
import java.util.List;

/** What a listing shows before an instruction, and the remarks behind it; filled while it is still to come. */
record Notes(List<String> sections, List<String> labels, List<String> comments, List<String> remarks) {
    Notes() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
}
