-- name: absences
-- Who is away or will be, and who stands in for them.
SELECT person_id, deputy, from_at, until_at FROM absences
WHERE community_id = :community AND until_at > :now ORDER BY person_id

-- name: absence_of
-- A person's leave.
SELECT person_id, deputy, from_at, until_at FROM absences WHERE community_id = :community AND person_id = :person

-- name: absence_set
-- A person is away; a former leave of theirs is forgotten.
INSERT INTO absences (community_id, person_id, deputy, from_at, until_at)
VALUES (:community, :person, :deputy, :from_at, :until_at)
ON CONFLICT (community_id, person_id) DO UPDATE SET deputy = excluded.deputy, from_at = excluded.from_at,
    until_at = excluded.until_at

-- name: absence_end
-- A person is back.
DELETE FROM absences WHERE community_id = :community AND person_id = :person

-- name: absence_without
-- Nobody stands in for a person any more, if it was that one who did.
UPDATE absences SET deputy = NULL WHERE community_id = :community AND person_id = :person AND deputy = :deputy
