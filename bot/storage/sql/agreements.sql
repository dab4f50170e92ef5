-- name: agreement_add
-- What the two sides of a case are to agree on.
INSERT INTO agreements (community_id, agreement_id, case_id, text, made_by, made_at)
VALUES (:community, :agreement, :case_id, :text, :made_by, :now)

-- name: agreement_side_add
-- One of the two sides.
INSERT INTO agreement_sides (community_id, agreement_id, side, person_id, digest, expires_at)
VALUES (:community, :agreement, :side, :person, :digest, :expires_at)

-- name: agreement_by_id
-- An agreement.
SELECT agreement_id, case_id, text, made_by, made_at, state FROM agreements
WHERE community_id = :community AND agreement_id = :agreement

-- name: agreement_newest
-- The newest agreement about a case.
SELECT agreement_id, case_id, text, made_by, made_at, state FROM agreements
WHERE community_id = :community AND case_id = :case_id ORDER BY agreement_id DESC LIMIT 1

-- name: agreements_of_case
-- All agreements about a case.
SELECT agreement_id FROM agreements WHERE community_id = :community AND case_id = :case_id ORDER BY agreement_id

-- name: agreement_sides_of
-- Both sides of an agreement.
SELECT side, person_id, agreed, answered_at, expires_at FROM agreement_sides
WHERE community_id = :community AND agreement_id = :agreement ORDER BY side

-- name: agreement_by_digest
-- The side whose link has that secret.
SELECT agreement_id, side FROM agreement_sides WHERE community_id = :community AND digest = :digest

-- name: agreement_claim
-- Somebody has opened the link of a side; touches nothing if somebody had before.
UPDATE agreement_sides SET person_id = :person
WHERE community_id = :community AND agreement_id = :agreement AND side = :side AND person_id IS NULL

-- name: agreement_answer
-- A side says yes or no; touches nothing if it had before.
UPDATE agreement_sides SET agreed = :agreed, answered_at = :now
WHERE community_id = :community AND agreement_id = :agreement AND side = :side AND agreed IS NULL

-- name: agreement_settle
-- What has become of an agreement; touches nothing if that was settled before.
UPDATE agreements SET state = :state, settled_at = :now
WHERE community_id = :community AND agreement_id = :agreement AND state = 'open'

-- name: agreement_void
-- Another agreement takes its place.
UPDATE agreements SET state = 'void', settled_at = :now WHERE community_id = :community AND agreement_id = :agreement
