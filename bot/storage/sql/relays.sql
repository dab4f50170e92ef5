-- name: relay_add
-- A question to the reporter of a case.
INSERT INTO relays (community_id, relay_id, case_id, asker, question, asked_at)
VALUES (:community, :relay, :case_id, :asker, :question, :now)

-- name: relay_by_id
-- A question to a reporter, with its answer.
SELECT relay_id, case_id, asker, question, asked_at, answer, answered_at
FROM relays WHERE community_id = :community AND relay_id = :relay

-- name: relays_of_case
-- The newest questions to the reporter of a case, with their answers.
SELECT relay_id, case_id, asker, question, asked_at, answer, answered_at
FROM relays WHERE community_id = :community AND case_id = :case_id ORDER BY relay_id DESC LIMIT :most

-- name: relays_open
-- How many questions to the reporter of a case wait for an answer.
SELECT count(*) AS many FROM relays
WHERE community_id = :community AND case_id = :case_id AND answered_at IS NULL

-- name: relay_answer
-- The reporter has answered, or would rather not; touches nothing if they had before.
UPDATE relays SET answer = :answer, answered_at = :now
WHERE community_id = :community AND relay_id = :relay AND answered_at IS NULL
