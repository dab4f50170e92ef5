-- name: held_add
-- Keep what somebody sent before they agreed to the notice.
INSERT INTO held_updates (community_id, person_id, number, raw, held_at)
VALUES (:community, :person, :number, :raw, :now)

-- name: held_count
-- How much is kept of a person.
SELECT count(*) AS many, coalesce(max(number), 0) AS last FROM held_updates
WHERE community_id = :community AND person_id = :person

-- name: held_of
-- What a person sent since an instant, in order.
SELECT raw FROM held_updates
WHERE community_id = :community AND person_id = :person AND held_at >= :since ORDER BY number

-- name: held_drop
-- Nothing of a person is kept any more.
DELETE FROM held_updates WHERE community_id = :community AND person_id = :person

-- name: held_prune
-- Forget what was kept of people who did not come back.
DELETE FROM held_updates WHERE community_id = :community AND held_at < :before
