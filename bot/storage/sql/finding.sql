-- name: find_keep
-- Somebody looks for something: the next version of their query, with the first page.
INSERT INTO finds (community_id, person_id, version, query, starts, many, found_at)
VALUES (:community, :person, 1, :query, :starts, :many, :now)
ON CONFLICT (community_id, person_id) DO UPDATE SET version = finds.version + 1, query = excluded.query,
    starts = excluded.starts, many = excluded.many, found_at = excluded.found_at
RETURNING version

-- name: find_of
-- What somebody looked for last.
SELECT version, query, starts, many FROM finds WHERE community_id = :community AND person_id = :person

-- name: find_turned
-- Somebody has turned a page, so it is known where the next one begins.
UPDATE finds SET starts = :starts WHERE community_id = :community AND person_id = :person AND version = :version

-- name: finds_over
-- What was looked for long ago is forgotten.
DELETE FROM finds WHERE community_id = :community AND found_at < :before

-- name: erase_finds
-- What a forgotten person has looked for is not kept.
DELETE FROM finds WHERE community_id = :community AND person_id = :person

-- name: mydata_finds
-- What a person looked for last.
SELECT query, found_at FROM finds WHERE community_id = :community AND person_id = :person
