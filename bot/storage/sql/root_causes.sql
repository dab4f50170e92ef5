-- name: root_alike
-- The cases of one kind in one building that were reported since an instant: neither those that are the same as
-- another or were not taken up, nor the parts of one.
SELECT * FROM case_sheets
WHERE community_id = :community AND grid = :grid AND building = :building AND category = :category
  AND reported_at >= :since AND parent IS NULL AND same_as IS NULL AND state <> 'rejected' AND state <> 'split'
  AND NOT (state = 'archived' AND lead IS NULL AND handled_by IS NULL)
ORDER BY case_id LIMIT :most

-- name: root_proposed
-- Whether a root cause was proposed there for that kind since an instant.
SELECT proposal_id FROM root_causes
WHERE community_id = :community AND grid = :grid AND building = :building AND category = :category
  AND proposed_at > :since LIMIT 1

-- name: root_add
-- It is proposed to look for a root cause.
INSERT INTO root_causes (community_id, proposal_id, grid, category, building, proposed_at, since)
VALUES (:community, :proposal, :grid, :category, :building, :now, :since)

-- name: root_by_id
-- A proposal.
SELECT proposal_id, grid, category, building, proposed_at, since, decided_by, decided_at, case_id FROM root_causes
WHERE community_id = :community AND proposal_id = :proposal

-- name: root_of_case
-- The proposal that a case carries out.
SELECT proposal_id, grid, category, building, proposed_at, since, decided_by, decided_at, case_id FROM root_causes
WHERE community_id = :community AND case_id = :case_id ORDER BY proposal_id DESC LIMIT 1

-- name: root_carriers
-- The cases that carry out what was proposed for that kind there.
SELECT DISTINCT case_id FROM root_causes
WHERE community_id = :community AND grid = :grid AND building = :building AND category = :category
  AND case_id IS NOT NULL ORDER BY case_id

-- name: root_decide
-- A proposal is carried out by a case, or is not; if it was not decided before.
UPDATE root_causes SET decided_by = :person, decided_at = :now, case_id = :case_id
WHERE community_id = :community AND proposal_id = :proposal AND decided_at IS NULL
