-- A campaign of any size with complexes in every state, for looking at pages. Parameters: campaign, owner, name, how many.
INSERT INTO fold."Campaigns" ("Id", "Name", "OwnerId", "CreatedAt") VALUES (@campaign, @name, @owner, now());

CREATE TEMP TABLE seed ON COMMIT DROP AS
SELECT gen_random_uuid() AS complex, gen_random_uuid() AS fold, n,
       CASE n % 20 WHEN 0 THEN 'Running' WHEN 1 THEN 'Failed' WHEN 2 THEN 'Queued' WHEN 3 THEN 'Cancelled' WHEN 4 THEN 'Collecting' WHEN 5 THEN 'Preparing'
                   WHEN 6 THEN 'Missing' WHEN 7 THEN 'Missing' WHEN 8 THEN 'Unsupported' WHEN 9 THEN 'Ready' WHEN 10 THEN 'Ready' WHEN 11 THEN 'Ready' ELSE 'Done' END AS state,
       2 + n % 7 AS members
FROM generate_series(0, @many - 1) AS n;

INSERT INTO fold."Complexes" ("Id", "CampaignId", "ExternalId", "Name", "Organism", "Line", "Readiness", "Obstacle", "Warnings", "SubunitCount", "ChainCount", "Tokens", "MissingSequences")
SELECT complex, @campaign, 'CPX-' || (1000 + n),
       (ARRAY['BCL6-HDAC4 complex', 'Multisubunit ACTR coactivator complex', 'Proteasome 20S core', 'Condensin I', 'Ribonuclease H2',
              'Kinase maturation complex 1 (HSP90-CDC37) with all of its client adaptors, as found by tandem affinity purification in HEK293 cells',
              'BLOC-3', 'Mediator tail module', 'Arp2/3', 'γ-Secretase (PSEN1, APH1A)'])[1 + n % 10] || CASE WHEN n < 10 THEN '' ELSE ', variant ' || n END,
       'Homo sapiens; 9606', n + 2,
       CASE state WHEN 'Missing' THEN 'MissingSequences' WHEN 'Unsupported' THEN 'Unsupported' ELSE 'Ready' END,
       CASE state WHEN 'Missing' THEN 'No sequence for P12345, Q9UBL6 and 3 more.' WHEN 'Unsupported' THEN 'URS0000527F89_9606 is not a protein; complexes with such members cannot be folded yet.' END,
       CASE WHEN n % 3 = 0 THEN ARRAY['The file does not say how many copies there are; one of each is assumed.'] ELSE '{}' END,
       members, members * (1 + n % 2), 120 + (n * 7919) % 6200, CASE state WHEN 'Missing' THEN 5 ELSE 0 END
FROM seed;

INSERT INTO fold."Subunits" ("Id", "ComplexId", "Position", "Accession", "Name", "Kind", "Copies", "CopiesSource", "Length")
SELECT gen_random_uuid(), complex, m, 'P' || (10000 + (n * 7 + m) % 89999), 'Histone deacetylase ' || m, 'Protein', 1 + n % 2, CASE WHEN n % 3 = 0 THEN 'Assumed' ELSE 'File' END, 0
FROM seed CROSS JOIN LATERAL generate_series(0, members - 1) AS m;

INSERT INTO fold."Folds" ("Id", "ComplexId", "CampaignId", "Attempt", "IsLatest", "Tokens", "State", "StateSince", "Reason", "Weights", "Seed", "Samples", "RecyclingSteps", "SamplingSteps",
                          "RequestedById", "QueuedAt", "StartedAt", "EndedAt", "Backend", "Stage", "Step", "Of", "Message", "Mishaps", "Trained")
SELECT fold, complex, @campaign, 1, true, 500, state, now() - interval '3 minutes',
       CASE state WHEN 'Failed' THEN 'The engine ran out of memory in stage Trunk: 6,203 residues need about 31 GB. Fold fewer chains, or use a machine with more memory.' END,
       'demo', 1, 1, 3, 200, @owner, now() - interval '20 minutes', now() - interval '18 minutes', CASE WHEN state IN ('Done', 'Failed', 'Cancelled') THEN now() END,
       'local', CASE state WHEN 'Running' THEN 'Sampling' END, CASE state WHEN 'Running' THEN (n * 13) % 200 ELSE 0 END, CASE state WHEN 'Running' THEN 200 ELSE 0 END,
       CASE state WHEN 'Running' THEN 'Placing atoms' END, 0, CASE state WHEN 'Done' THEN false END
FROM seed WHERE state IN ('Running', 'Failed', 'Queued', 'Cancelled', 'Collecting', 'Preparing', 'Done');

INSERT INTO fold."Transitions" ("Id", "FoldId", "State", "Reason", "At")
SELECT gen_random_uuid(), fold, s.state, CASE WHEN s.state = 'Failed' THEN 'The engine ran out of memory.' END, now() - s.ago
FROM seed CROSS JOIN LATERAL (VALUES ('Queued', interval '20 minutes'), ('Preparing', interval '19 minutes'), ('Running', interval '18 minutes'), (seed.state, interval '3 minutes')) AS s(state, ago)
WHERE seed.state IN ('Done', 'Failed', 'Cancelled');

INSERT INTO fold."Scores" ("FoldId", "Sample", "Rank", "ConfidenceScore", "Ptm", "Iptm", "ComplexPlddt", "ComplexIplddt", "ComplexPde", "ComplexIpde")
SELECT fold, 0, 0, 0.2 + (n * 37 % 700) / 1000.0, 0.61, 0.43, 0.7123, 0.66, 3.2, 7.9 FROM seed WHERE state = 'Done';
