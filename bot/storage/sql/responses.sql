-- name: response_open
-- The response that holds now.
SELECT response_id, level, started_at, ended_at FROM responses
WHERE community_id = :community AND ended_at IS NULL

-- name: response_by_id
-- One response.
SELECT response_id, level, started_at, ended_at FROM responses
WHERE community_id = :community AND response_id = :response

-- name: response_add
-- A response begins; nothing if one holds already.
INSERT INTO responses (community_id, response_id, level, started_at)
VALUES (:community, :response, :level, :now) ON CONFLICT DO NOTHING

-- name: response_level
-- Another level holds from now on.
UPDATE responses SET level = :level
WHERE community_id = :community AND response_id = :response AND ended_at IS NULL

-- name: response_end
-- The response is over; touches nothing if it was before.
UPDATE responses SET ended_at = :now
WHERE community_id = :community AND response_id = :response AND ended_at IS NULL

-- name: response_phase_add
-- What was done to the level.
INSERT INTO response_phases (community_id, phase_id, response_id, move, level, at)
VALUES (:community, :phase, :response, :move, :level, :now)

-- name: response_phases
-- All changes of the level of a response, in order.
SELECT phase_id, response_id, move, level, at FROM response_phases
WHERE community_id = :community AND response_id = :response ORDER BY phase_id

-- name: response_version
-- The number of the newest change of the level.
SELECT max(phase_id) AS phase FROM response_phases WHERE community_id = :community

-- name: response_proposal_open
-- The level that the directors are asked about.
SELECT proposal_id, level, warning, proposed_at FROM response_proposals
WHERE community_id = :community AND outcome IS NULL

-- name: response_proposal_add
-- The directors are asked about a level.
INSERT INTO response_proposals (community_id, proposal_id, level, warning, proposed_at)
VALUES (:community, :proposal, :level, :warning, :now)

-- name: response_proposal_settle
-- A proposal is settled; touches nothing if it was before.
UPDATE response_proposals SET outcome = :outcome, settled_at = :now
WHERE community_id = :community AND proposal_id = :proposal AND outcome IS NULL

-- name: response_proposals_between
-- The levels that were proposed in a stretch of time.
SELECT proposal_id, level, warning, proposed_at FROM response_proposals
WHERE community_id = :community AND proposed_at >= :after AND proposed_at <= :before ORDER BY proposal_id

-- name: response_asked_add
-- Somebody was asked to stand on the second seat of a post.
INSERT INTO response_asked (community_id, response_id, post, person_id, asked_at)
VALUES (:community, :response, :post, :person, :now) ON CONFLICT DO NOTHING

-- name: response_asked_of
-- Who was asked for a post.
SELECT person_id FROM response_asked
WHERE community_id = :community AND response_id = :response AND post = :post ORDER BY person_id

-- name: response_asked_person
-- For which posts somebody was asked.
SELECT post FROM response_asked
WHERE community_id = :community AND response_id = :response AND person_id = :person ORDER BY post

-- name: response_asked_forget
-- Nobody is asked for that post any more.
DELETE FROM response_asked WHERE community_id = :community AND response_id = :response AND post = :post

-- name: water_add
-- A case tells where water stands; nothing if that is known.
INSERT INTO water_points (community_id, response_id, case_id, depth)
VALUES (:community, :response, :case_id, :depth) ON CONFLICT DO NOTHING

-- name: water_depth
-- How deep the water of a case stands.
SELECT depth FROM water_points WHERE community_id = :community AND case_id = :case_id

-- name: water_of
-- The cases of water in a response, with their grid and how they stand.
SELECT w.case_id, w.depth, c.grid, c.state, c.outcome, c.reported_at, c.closed_at FROM water_points w
JOIN cases c ON c.community_id = w.community_id AND c.case_id = w.case_id
WHERE w.community_id = :community AND w.response_id = :response ORDER BY w.case_id
