package dev.damson.policy.imports;

import dev.damson.policy.source.Located;
import java.util.List;

/** One format of another system. */
public interface PolicyImport {
    /** What a person calls the format, lower case. */
    String name();

    /** Whether the document is of this format, by what stands in it. */
    boolean recognises(Located document);

    /** All that some files say, as the objects of one domain. */
    Imported read(List<Located> documents, ImportOptions options);
}
