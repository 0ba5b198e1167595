package dev.damson.policy.source;

import dev.damson.policy.model.Kind;
import dev.damson.policy.model.Labels;
import dev.damson.policy.model.Metadata;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.Tier;
import dev.damson.policy.model.Word;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * One document to one object. A wrong value is replaced by the default of its place and reported, so that the checks
 * between objects can still run and a file's problems come all at once.
 */
final class ObjectReader {
    private ObjectReader() {}

    static Optional<PolicyObject> read(Located document) {
        return document.fields().flatMap(fields -> {
            version(fields);
            Optional<Kind> kind = kind(fields);
            Optional<Metadata> metadata = fields.required("metadata").flatMap(value -> metadata(value, kind));
            Optional<Located> spec = fields.optional("spec");
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            if (spec.isEmpty() && kind.get() != Kind.DOMAIN) {
                fields.required("spec");
            }
            fields.end();
            return metadata.flatMap(known -> spec(kind.get(), known, spec));
        });
    }

    private static void version(Fields fields) {
        fields.required("apiVersion")
                .ifPresent(value -> value.text()
                        .filter(text -> !text.equals(PolicyObject.API_VERSION))
                        .ifPresent(text -> value.error(
                                text,
                                "apiVersion " + Quoted.of(text) + " is not " + Quoted.of(PolicyObject.API_VERSION),
                                text.contains("k8s.io") || text.equals("v1")
                                        ? "Kubernetes objects are imported, not applied"
                                        : "")));
    }

    private static Optional<Kind> kind(Fields fields) {
        return fields.required("kind")
                .flatMap(value -> value.text().flatMap(text -> {
                    Optional<Kind> kind = Word.find(Kind.class, text);
                    if (kind.isEmpty()) {
                        var kinds = Stream.of(Kind.values()).map(Kind::word).toList();
                        value.error(
                                text,
                                "kind " + Quoted.of(text) + " is not known",
                                Suggestion.text(text, kinds, "known are " + String.join(", ", kinds)));
                    }
                    return kind;
                }));
    }

    private static Optional<Metadata> metadata(Located located, Optional<Kind> kind) {
        return located.fields().flatMap(fields -> {
            boolean isDomain = kind.equals(Optional.of(Kind.DOMAIN));
            Optional<String> name = fields.required("name").flatMap(isDomain ? Located::label : Located::name);
            name.ifPresent(value -> fields.context(
                    kind.map(known -> known.word() + " " + Quoted.of(value)).orElse("")));
            Optional<Located> scope = isDomain ? fields.optional("domain") : fields.required("domain");
            Optional<String> domain = scope.flatMap(value -> scope(value, kind));
            Labels labels = fields.optional("labels").map(LabelReader::labels).orElse(Labels.NONE);
            fields.end();
            if (isDomain && domain.isPresent() && !domain.equals(name)) {
                scope.orElseThrow().error(domain.get(), "a Domain's own domain is its name", "leave domain out");
            }
            Optional<String> owner = isDomain ? name : domain;
            return name.flatMap(value -> owner.map(place -> new Metadata(value, place, labels)));
        });
    }

    private static Optional<String> scope(Located located, Optional<Kind> kind) {
        return located.text().flatMap(text -> {
            String[] parts = text.split("/", -1);
            boolean right = text.equals(Metadata.EVERY_DOMAIN)
                    || parts.length <= 2 && Stream.of(parts).allMatch(Names::isDnsLabel);
            if (!right) {
                located.error(
                        text,
                        "domain " + Quoted.of(text) + " is not a domain",
                        "write its name; the platform's objects say \"*\" or tenant/domain");
                return Optional.empty();
            }
            if (Metadata.isPlatform(text) && kind.isPresent() && ofOneDomain(kind.get())) {
                located.error(
                        text,
                        kind.get().word() + " belongs to one domain, not to " + Quoted.of(text),
                        "write the domain's name");
            }
            return Optional.of(text);
        });
    }

    private static boolean ofOneDomain(Kind kind) {
        return kind == Kind.DOMAIN || kind == Kind.WORKLOAD || kind == Kind.TIER;
    }

    private static Optional<PolicyObject> spec(Kind kind, Metadata metadata, Optional<Located> spec) {
        String context = kind.word() + " " + Quoted.of(metadata.name());
        if (spec.isEmpty()) {
            return kind == Kind.DOMAIN ? Optional.of(GroupingReader.domain(metadata)) : Optional.empty();
        }
        BiFunction<Metadata, Fields, ? extends PolicyObject> reader = reader(kind);
        return spec.get().within(context).fields().map(fields -> {
            PolicyObject object = reader.apply(metadata, fields);
            fields.end();
            return object;
        });
    }

    private static BiFunction<Metadata, Fields, ? extends PolicyObject> reader(Kind kind) {
        return switch (kind) {
            case DOMAIN -> GroupingReader::domain;
            case WORKLOAD -> WorkloadReader::workload;
            case GROUP -> GroupingReader::group;
            case TIER -> GroupingReader::tier;
            case SEGMENTATION_POLICY -> PolicyReader::policy;
            case SERVICE_FUNCTION -> FunctionReader::function;
            case SERVICE_CHAIN -> FunctionReader::chain;
            case VIRTUAL_TAP -> TapReader::tap;
            case POLICY_TEST -> TestReader::test;
        };
    }

    /** The tier of a policy that names none: the platform's objects have only one. */
    static Optional<String> impliedTier(Metadata metadata) {
        return Metadata.isPlatform(metadata.domain()) ? Optional.of(Tier.PLATFORM) : Optional.empty();
    }
}
