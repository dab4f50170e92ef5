-- name: petition_add
-- Somebody asks for something that a director decides.
INSERT INTO petitions (community_id, petition_id, case_id, kind, asked_by, text, wish_at, asked_at)
VALUES (:community, :petition, :case_id, :kind, :asked_by, :text, :wish_at, :now)

-- name: petition_by_id
-- A petition.
SELECT petition_id, case_id, kind, asked_by, text, asked_at, wish_at, decided_by, decided_at, granted
FROM petitions WHERE community_id = :community AND petition_id = :petition

-- name: petitions_of_case
-- All petitions about a case, in order.
SELECT petition_id, case_id, kind, asked_by, text, asked_at, wish_at, decided_by, decided_at, granted
FROM petitions WHERE community_id = :community AND case_id = :case_id ORDER BY petition_id

-- name: petitions_open
-- The petitions that nobody has decided, the oldest first.
SELECT petition_id, case_id, kind, asked_by, text, asked_at, wish_at, decided_by, decided_at, granted
FROM petitions WHERE community_id = :community AND decided_at IS NULL ORDER BY petition_id LIMIT :most

-- name: petition_decide
-- A petition is decided, if it was not before; nobody decides it where it has become void.
UPDATE petitions SET decided_by = :decider, decided_at = :now, granted = :granted
WHERE community_id = :community AND petition_id = :petition AND decided_at IS NULL

-- name: petition_wish
-- Until when more time is asked for has moved, while nobody has decided it.
UPDATE petitions SET wish_at = :wish_at
WHERE community_id = :community AND petition_id = :petition AND decided_at IS NULL AND wish_at IS NOT NULL

-- name: petitions_waiting
-- How many petitions nobody has decided.
SELECT count(*) AS many FROM petitions WHERE community_id = :community AND decided_at IS NULL

-- name: voice_add
-- Somebody else asks for the same; nothing if they did already.
INSERT INTO petition_voices (community_id, petition_id, person_id, text, at)
VALUES (:community, :petition, :person, :text, :now)
ON CONFLICT (community_id, petition_id, person_id) DO NOTHING

-- name: voices_of
-- Who else asks for what a petition asks for, in order.
SELECT person_id, text, at FROM petition_voices
WHERE community_id = :community AND petition_id = :petition ORDER BY at, person_id
