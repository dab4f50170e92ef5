-- name: block_add
-- Somebody may not report from now on.
INSERT INTO blocks (community_id, block_id, person_id, reason, made_by, since, until_at)
VALUES (:community, :block, :person, :reason, :made_by, :now, :until_at)

-- name: block_of
-- The block of a person that nobody has lifted; its time may be over.
SELECT block_id, person_id, reason, made_by, since, until_at, appeal, appealed_at, answered_at, lifted_at
FROM blocks WHERE community_id = :community AND person_id = :person AND lifted_at IS NULL

-- name: block_by_id
-- A block.
SELECT block_id, person_id, reason, made_by, since, until_at, appeal, appealed_at, answered_at, lifted_at
FROM blocks WHERE community_id = :community AND block_id = :block

-- name: blocks_standing
-- The blocks that nobody has lifted, the newest first.
SELECT block_id, person_id, reason, made_by, since, until_at, appeal, appealed_at, answered_at, lifted_at
FROM blocks WHERE community_id = :community AND lifted_at IS NULL ORDER BY block_id DESC LIMIT :most

-- name: block_appeal
-- The person objects, once.
UPDATE blocks SET appeal = :appeal, appealed_at = :now
WHERE community_id = :community AND block_id = :block AND appealed_at IS NULL AND lifted_at IS NULL

-- name: block_keep
-- An appeal is turned down, once.
UPDATE blocks SET answered_at = :now
WHERE community_id = :community AND block_id = :block
  AND appealed_at IS NOT NULL AND answered_at IS NULL AND lifted_at IS NULL

-- name: block_lift
-- The block is over.
UPDATE blocks SET lifted_at = :now WHERE community_id = :community AND block_id = :block AND lifted_at IS NULL
