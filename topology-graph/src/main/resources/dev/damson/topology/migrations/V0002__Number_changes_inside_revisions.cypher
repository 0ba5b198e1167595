// A text counts from one version to another: a revision's number times 2^20, plus the changes of workloads under it since.
MATCH (n:Document) WHERE n.until <> 9223372036854775807 SET n.until = n.until * 1048576;
MATCH (n:Document) SET n.since = n.since * 1048576;
MATCH (d:Domain) SET d.change = 0;
