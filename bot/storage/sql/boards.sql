-- name: board_today
-- How many open cases are due by an instant and not before another one.
SELECT count(*) AS many FROM cases
WHERE community_id = :community AND closed_at IS NULL AND due_at >= :since AND due_at < :before
  AND state IN ('opened', 'assigned', 'accepted', 'handling')

-- name: board_people
-- How many open cases wait for each lead, how many of them to be accepted, and how many are past their deadline.
SELECT lead, count(*) AS many, sum(CASE WHEN state = 'assigned' THEN 1 ELSE 0 END) AS unaccepted,
       sum(CASE WHEN due_at < :now THEN 1 ELSE 0 END) AS overdue
FROM cases WHERE community_id = :community AND closed_at IS NULL AND lead IS NOT NULL
  AND state IN ('assigned', 'accepted', 'handling')
GROUP BY lead ORDER BY overdue DESC, many DESC, lead LIMIT :most

-- name: board_of_grid
-- How many open cases of a grid stand in each state, and how many of them are past their deadline while their clock runs.
SELECT state, count(*) AS many, sum(CASE WHEN due_at < :now AND resumes IS NULL THEN 1 ELSE 0 END) AS overdue
FROM cases WHERE community_id = :community AND closed_at IS NULL AND grid = :grid GROUP BY state

-- name: cases_overdue
-- The open cases past their deadline that are not paused, the oldest deadline first.
SELECT * FROM case_sheets WHERE community_id = :community AND closed_at IS NULL AND due_at < :now
  AND state IN ('opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified')
ORDER BY due_at + 0, case_id + 0 LIMIT :most OFFSET :skip

-- name: cases_unassigned
-- The open cases that nobody has yet, the most urgent first.
SELECT * FROM case_sheets WHERE community_id = :community AND closed_at IS NULL AND state = 'opened'
ORDER BY due_at + 0, case_id + 0 LIMIT :most OFFSET :skip

-- name: cases_overdue_many
-- How many open cases are past their deadline and not paused.
SELECT count(*) AS many FROM cases WHERE community_id = :community AND closed_at IS NULL AND due_at < :now
  AND state IN ('opened', 'assigned', 'accepted', 'handling', 'fed_back', 'verified')

-- name: digest_reported
-- How many cases of a grid were reported from an instant on and before another.
SELECT count(*) AS many FROM cases WHERE community_id = :community AND grid = :grid AND reported_at >= :since
  AND reported_at < :until

-- name: digest_closed
-- How many cases of a grid were closed from an instant on and before another.
SELECT count(*) AS many FROM cases WHERE community_id = :community AND grid = :grid AND closed_at >= :since
  AND closed_at + 0 < :until
  AND closed_at IS NOT NULL AND state IN ('closed', 'archived')

-- name: bulk_picked
-- The cases that a director has picked, in order.
SELECT case_id FROM bulk_picks WHERE community_id = :community AND person_id = :person ORDER BY case_id

-- name: bulk_pick
-- A director picks a case.
INSERT INTO bulk_picks (community_id, person_id, case_id) VALUES (:community, :person, :case_id)
ON CONFLICT (community_id, person_id, case_id) DO NOTHING

-- name: bulk_drop
-- A director picks a case no more.
DELETE FROM bulk_picks WHERE community_id = :community AND person_id = :person AND case_id = :case_id

-- name: bulk_clear
-- A director has picked nothing any more.
DELETE FROM bulk_picks WHERE community_id = :community AND person_id = :person

-- name: bulk_forget
-- A case is picked by nobody any more.
DELETE FROM bulk_picks WHERE community_id = :community AND case_id = :case_id
