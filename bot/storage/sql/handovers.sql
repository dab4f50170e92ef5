-- name: handover_add
-- A case is offered to somebody.
INSERT INTO handovers (community_id, handover_id, case_id, receiver, asked_by, asked_at)
VALUES (:community, :handover, :case_id, :receiver, :asked_by, :now)

-- name: handover_by_id
-- An offer of a case.
SELECT handover_id, case_id, receiver, asked_by, asked_at, state FROM handovers
WHERE community_id = :community AND handover_id = :handover

-- name: handover_asked
-- The offer of a case that waits for its answer.
SELECT handover_id, case_id, receiver, asked_by, asked_at, state FROM handovers
WHERE community_id = :community AND case_id = :case_id AND state = 'asked'

-- name: handovers_waiting
-- All offers that wait for an answer, the oldest first.
SELECT handover_id, case_id, receiver, asked_by, asked_at, state FROM handovers
WHERE community_id = :community AND state = 'asked' ORDER BY handover_id

-- name: handover_settle
-- An offer has its answer, if it still waits for one.
UPDATE handovers SET state = :state
WHERE community_id = :community AND handover_id = :handover AND state = 'asked'

-- name: handovers_declined
-- Who has declined a case since it was handed over last.
SELECT DISTINCT receiver FROM handovers
WHERE community_id = :community AND case_id = :case_id AND state = 'declined'
  AND handover_id > (SELECT coalesce(max(handover_id), 0) FROM handovers taken
                     WHERE taken.community_id = :community AND taken.case_id = :case_id AND taken.state = 'accepted')
ORDER BY receiver
