-- name: waiting_questions
-- The questions to a reporter that they have not answered, the oldest first.
SELECT r.relay_id, r.case_id FROM cases c JOIN relays r ON r.community_id = c.community_id AND r.case_id = c.case_id
WHERE c.community_id = :community AND c.reporter = :person AND c.closed_at IS NULL AND r.answered_at IS NULL
ORDER BY r.relay_id LIMIT :most

-- name: waiting_handovers
-- The offers of a case that somebody has not answered, the oldest first.
SELECT handover_id, case_id FROM handovers
WHERE community_id = :community AND receiver = :person AND state = 'asked' ORDER BY handover_id LIMIT :most

-- name: waiting_cases
-- How many open cases stand where a director has to decide.
SELECT state, count(*) AS many FROM cases
WHERE community_id = :community AND closed_at IS NULL AND state IN ('opened', 'fed_back', 'verified')
GROUP BY state

-- name: waiting_appeals
-- How many appeals nobody has answered.
SELECT count(*) AS many FROM blocks
WHERE community_id = :community AND lifted_at IS NULL AND appealed_at IS NOT NULL AND answered_at IS NULL
