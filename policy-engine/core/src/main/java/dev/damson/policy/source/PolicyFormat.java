package dev.damson.policy.source;

import java.util.List;

/** Files in canonical form, comments kept. */
public final class PolicyFormat {
    private static final String FILE = "file to format";

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private PolicyFormat() {}

    /**
     * The text's documents in their order, each as {@link PolicyWriter} writes it, with its comments above or behind what
     * they belong to. Formatting twice changes nothing.
     *
     * @throws IllegalArgumentException if the text has errors
     */
    public static String format(String text) {
        SourceResult result = PolicySource.read(FILE, text);
        result.problems().stream().filter(Problem::isError).findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException("the file has errors, the first is " + problem);
        });
        String clean = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        var out = new StringBuilder();
        int next = 0;
        for (DocumentSlice slice : DocumentSlice.cut(clean)) {
            int first = next;
            while (next < result.objects().size()
                    && result.objects().get(next).root().span().start() < slice.end()) {
                next++;
            }
            List<SourceObject> objects = result.objects().subList(first, next);
            if (objects.isEmpty()) {
                clean.substring(slice.start(), slice.end())
                        .lines()
                        .filter(line -> line.strip().startsWith("#"))
                        .forEach(line -> out.append(line.strip()).append('\n'));
            }
            for (SourceObject object : objects) {
                out.append(out.isEmpty() ? "" : "---\n").append(format(clean, object, slice, objects.size() == 1));
            }
        }
        return out.toString();
    }

    private static String format(String text, SourceObject object, DocumentSlice slice, boolean alone) {
        Data.Fields data = DataWriter.write(object.object());
        YamlNode root = object.root();
        DocumentSlice part = alone
                ? slice
                : new DocumentSlice(root.span().start(), root.span().end(), slice.line());
        return YamlPrinter.print(data, CommentReader.read(text, part, root, data));
    }
}
