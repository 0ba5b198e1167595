package dev.damson.console.policies;

import dev.damson.console.place.DomainRef;
import dev.damson.policy.model.Kind;
import dev.damson.policy.model.ObjectKey;
import dev.damson.policy.model.PolicyObject;
import dev.damson.policy.model.PolicySet;
import dev.damson.policy.model.Rule;
import dev.damson.policy.model.SegmentationPolicy;
import dev.damson.policy.source.PolicySource;
import dev.damson.topology.document.DocumentChange;
import dev.damson.topology.document.DocumentKey;
import dev.damson.topology.document.StoredDocument;
import dev.damson.topology.draft.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The documents of a domain, as written and as understood. */
public record PolicyBook(DomainRef domain, List<StoredDocument> documents, PolicySet set) {
    public PolicyBook {
        documents = List.copyOf(documents);
    }

    public static PolicyBook of(DomainRef domain, List<StoredDocument> documents) {
        var objects = new LinkedHashMap<ObjectKey, PolicyObject>();
        for (var document : documents) {
            PolicySource.read(document.key().toString(), document.source()).objects().stream()
                    .filter(object -> object.sound())
                    .forEach(object -> objects.put(object.object().key(), object.object()));
        }
        return new PolicyBook(domain, documents, PolicySet.of(domain.tenant(), domain.domain(), objects.values()));
    }

    /** These documents with a draft's changes on top. */
    public PolicyBook with(Draft draft) {
        var changed = new TreeMap<DocumentKey, StoredDocument>();
        documents.forEach(document -> changed.put(document.key(), document));
        for (var change : draft.changes()) {
            switch (change) {
                case DocumentChange.Put put ->
                    changed.put(put.key(), new StoredDocument(put.key(), put.source(), draft.base() + 1));
                case DocumentChange.Remove remove -> changed.remove(remove.key());
            }
        }
        return of(domain, List.copyOf(changed.values()));
    }

    public Optional<StoredDocument> document(DocumentKey key) {
        return document(key.kind(), key.name());
    }

    public Optional<StoredDocument> document(Kind kind, String name) {
        return documents.stream()
                .filter(document ->
                        document.key().kind() == kind && document.key().name().equals(name))
                .findFirst();
    }

    /** The policy that {@code domain/policy/rule} names. */
    public Optional<SegmentationPolicy> policyOf(String rulePath) {
        var parts = rulePath.split("/", -1);
        return parts.length < 3 ? Optional.empty() : policy(parts[parts.length - 2]);
    }

    public Optional<Rule> rule(String rulePath) {
        var name = rulePath.substring(rulePath.lastIndexOf('/') + 1);
        return policyOf(rulePath)
                .flatMap(policy -> policy.rules().stream()
                        .filter(rule -> rule.name().equals(name))
                        .findFirst());
    }

    public Optional<SegmentationPolicy> policy(String name) {
        return set.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst();
    }
}
