-- name: all_well_plan
-- How often whoever is on duty is asked.
SELECT every_ms, round_id FROM all_well_plan WHERE community_id = :community

-- name: all_well_plan_set
-- From now on they are asked so often.
INSERT INTO all_well_plan (community_id, every_ms) VALUES (:community, :every)
ON CONFLICT (community_id) DO UPDATE SET every_ms = excluded.every_ms

-- name: all_well_plan_clear
-- They are not asked any more.
DELETE FROM all_well_plan WHERE community_id = :community

-- name: all_well_round
-- A round has begun.
UPDATE all_well_plan SET round_id = :round WHERE community_id = :community

-- name: all_well_ask
-- Somebody is asked in a round; nothing if they were before.
INSERT INTO all_well_asked (community_id, round_id, person_id, asked_at) VALUES (:community, :round, :person, :now)
ON CONFLICT (community_id, round_id, person_id) DO NOTHING

-- name: all_well_of_round
-- Who was asked in a round.
SELECT round_id, person_id, asked_at, again_at, told_at, answered_at, word FROM all_well_asked
WHERE community_id = :community AND round_id = :round ORDER BY person_id

-- name: all_well_again
-- Somebody was asked once more.
UPDATE all_well_asked SET again_at = :now
WHERE community_id = :community AND round_id = :round AND person_id = :person AND again_at IS NULL

-- name: all_well_told
-- The leader was told of somebody.
UPDATE all_well_asked SET told_at = :now
WHERE community_id = :community AND round_id = :round AND person_id = :person AND told_at IS NULL

-- name: all_well_answer
-- Somebody answers, once.
UPDATE all_well_asked SET answered_at = :now, word = :word
WHERE community_id = :community AND round_id = :round AND person_id = :person AND answered_at IS NULL

-- name: all_well_prune
-- Forget rounds of long ago.
DELETE FROM all_well_asked WHERE community_id = :community AND asked_at < :before
